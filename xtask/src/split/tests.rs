//! A small module, split: what is where, and whether both parts are sound. That they work together
//! is seen in the browser, in `tests/browser/first-load.test.mjs`.

use super::{
    data::{Constant, constants},
    first,
    module::{Module, types_called_by_number},
    plan::Plan,
    rest, used,
};
use wasmparser::{Validator, WasmFeatures};

/// `open` is needed first; `help` is not, is called by `open`, and reads a text of its own. `open` calls
/// what stands in the program's table by its number, `close` among it, which nothing calls by name; it
/// calls the short `name`, as `help` does. `nod` is as short, but called by `close` alone.
const MODULE: &str = r#"(module
    (import "page" "log" (func $log (param i32 i32)))
    (memory (export "memory") 1)
    (table 4 funcref)
    (elem (i32.const 1) func $help $close $open)
    (global $stack (mut i32) (i32.const 1024))
    (data (i32.const 16) "the words of the first part.")
    (data (i32.const 64) "the words that nobody needs to begin with")
    ;; An address, and zeros that make a second segment of the same constant.
    (data (i32.const 112) "\00\00\00\00")
    (data (i32.const 124) "\80\00\00\00")
    (data (i32.const 128) "words that a constant points to")
    (data (i32.const 160) "words written with length")
    (func $open (export "open") (param i32 i32) (result i32)
        (call $log (i32.const 16) (i32.const 28))
        (call $log (i32.load (i32.const 112)) (i32.const 31))
        ;; 160 and 25 in one number.
        (i64.store (i32.const 0) (i64.const 107374182560))
        (global.set $stack (i32.sub (global.get $stack) (i32.const 16)))
        (drop (call_indirect (param i32 i32) (result i32)
            (local.get 0) (local.get 1) (i32.const 2)))
        (drop (call $name))
        (call $help (local.get 0) (local.get 1)))
    (func $name (result i32) (i32.const 7))
    (func $nod (result i32) (i32.const 8))
    (func $close (param i32 i32) (result i32)
        (call $log (i32.add (local.get 0) (local.get 1)) (i32.sub (local.get 0) (local.get 1)))
        (i32.add (local.get 0) (call $nod)))
    (func $help (param i32 i32) (result i32)
        (call $log (i32.const 64) (i32.add (i32.const 34) (call $name)))
        (call $log (i32.const 64) (i32.add (local.get 0) (local.get 1)))
        (call $log (i32.const 64) (i32.sub (local.get 0) (local.get 1)))
        (global.get $stack)))"#;

/// As the linker writes it, with what does not matter here left out.
const MAP: &str = "\
    Addr      Off     Size Out     In      Symbol
       -      100      100 CODE
      10      200       59 .rodata
      10      200       1c         page.o:(.rodata.first)
      40      230       29         page.o:(.rodata.rest)
      40      230       29                 rest
      70      260       10         page.o:(.rodata.address)
      80      270       1f         page.o:(.rodata.pointed)
      a0      290       19         page.o:(.rodata.written)
     100      300       10 .data
     100      300       10         page.o:(.data.state)
";

/// The two parts of the module, and their places for what moved.
fn parts(named_first: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let bytes = wat::parse_str(MODULE).unwrap();
    let module = Module::parse(&bytes).unwrap();
    let named_first = named_first.iter().copied().collect();
    let plan = Plan::new(&module, &constants(MAP), &named_first).unwrap();
    (first::write(&bytes, &module, &plan).unwrap(), rest::write(&module, &plan).unwrap())
}

fn holds(module: &[u8], words: &str) -> bool {
    module.windows(words.len()).any(|bytes| bytes == words.as_bytes())
}

#[test]
fn the_map_says_where_constants_lie() {
    assert_eq!(
        constants(MAP).iter().map(Constant::place).collect::<Vec<_>>(),
        [0x10..0x2c, 0x40..0x69, 0x70..0x80, 0x80..0x9f, 0xa0..0xb9]
    );
}

#[test]
fn both_parts_are_sound() {
    let (first, rest) = parts(&["open"]);
    for part in [&first, &rest] {
        Validator::new_with_features(WasmFeatures::WASM2).validate_all(part).unwrap();
    }
    let first = Module::parse(&first).unwrap();
    // `open` and `name`, and what calls by number.
    assert_eq!(first.bodies.len(), 3);
    // `help`, `close`, `nod`, and a copy of `name`.
    assert_eq!(Module::parse(&rest).unwrap().bodies.len(), 4);
}

#[test]
fn the_rest_takes_from_the_first_part_what_is_not_worth_a_copy() {
    let (first, rest) = parts(&["open"]);
    let (first, rest) = (Module::parse(&first).unwrap(), Module::parse(&rest).unwrap());
    // `log`, which the page gives.
    assert_eq!(rest.imported, 1);
    assert_eq!(first.tables.last().unwrap().initial, 1);
}

#[test]
fn a_function_of_the_rest_that_is_called_from_many_places_leaves_a_call_behind() {
    let bodies = |calls: usize| {
        let far = "(local.set 0 (i32.mul (local.get 0) (i32.const 12345)))".repeat(5);
        let calls = "(drop (call $far (i32.const 1)))".repeat(calls);
        let module = format!(
            "(module (import \"page\" \"log\" (func)) (table 0 funcref) (func $open {calls}) (func $far (param i32) (result i32) {far} (local.get 0)))"
        );
        let bytes = wat::parse_str(module).unwrap();
        let module = Module::parse(&bytes).unwrap();
        let plan = Plan::new(&module, &[], &["open"].into()).unwrap();
        let first = first::write(&bytes, &module, &plan).unwrap();
        Validator::new_with_features(WasmFeatures::WASM2).validate_all(&first).unwrap();
        Module::parse(&first).unwrap().bodies.len()
    };
    // `open` and what calls by number, and what is left of `far`.
    assert_eq!((bodies(1), bodies(9)), (2, 3));
}

#[test]
fn each_part_puts_its_own_functions_into_the_programs_table() {
    let (first, rest) = parts(&["open"]);
    let places = |part| Module::parse(part).unwrap().elements.iter().map(|it| it.place).collect();
    let (first, rest): (Vec<u32>, Vec<u32>) = (places(&first), places(&rest));
    // Behind the program's own places, `help` once more, which the first part calls by name.
    assert_eq!((first, rest), (vec![3], vec![1, 2, 4]));
}

#[test]
fn the_first_part_calls_no_function_by_number_without_a_look_at_the_table() {
    let (first, _) = parts(&["open"]);
    let first = Module::parse(&first).unwrap();
    let by_number = |body| types_called_by_number(body).unwrap().len();
    let bodies: Vec<usize> = first.bodies.iter().map(by_number).collect();
    // `open`, `name`, and the function that looks.
    assert_eq!(bodies, [0, 0, 1]);
}

#[test]
fn texts_go_with_the_functions_that_read_them() {
    let (first, rest) = parts(&["open"]);
    assert!(holds(&first, "the words of the first part") && !holds(&first, "that nobody needs"));
    assert!(holds(&rest, "that nobody needs") && !holds(&rest, "the words of the first part"));
}

#[test]
fn what_is_reached_on_other_ways_stays() {
    let (first, rest) = parts(&["open"]);
    for words in ["words that a constant", "words written with length"] {
        assert!(holds(&first, words) && !holds(&rest, words), "{words}");
    }
}

#[test]
fn what_is_needed_first_stays() {
    let (first, _) = parts(&["open", "help"]);
    assert!(holds(&first, "that nobody needs"));
}

#[test]
fn a_module_can_note_its_calls() {
    let bytes = wat::parse_str(MODULE).unwrap();
    let module = Module::parse(&bytes).unwrap();
    let noting = used::write(&bytes, &module).unwrap();
    Validator::new_with_features(WasmFeatures::WASM3).validate_all(&noting).unwrap();
    assert_eq!(used::Noted::new(&module).called(&[0, 0, 0, 0, 1]), ["help"]);
    assert_eq!(used::Noted::new(&module).called(&[1, 0, 0, 0, 1]), ["help", "open"]);
}

#[test]
fn a_module_with_references_to_functions_is_refused() {
    let bytes = wat::parse_str(
        "(module (func $a) (elem declare func $a) (func (drop (ref.func $a)) (call $a)))",
    )
    .unwrap();
    let module = Module::parse(&bytes).unwrap();
    assert!(Plan::new(&module, &[], &["a"].into()).is_err());
}
