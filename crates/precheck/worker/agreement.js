// Asks the worker's WebAssembly, in Node, what native code has been asked (`examples/agreement.rs`): the report on each
// file, the bytes that are sent of it, the report on those, and what is read off a card. Nothing may differ: the
// server checks what the phone has checked, and how well numbers are read is measured natively. What traps in
// WebAssembly only is found here, too.
//
// node agreement.js <glue for Node> <folder with list.json> <weights of the network> <weights of the card reader>
"use strict";

const fs = require("fs");
const path = require("path");

const glue = path.resolve(process.argv[2]);
const beside = (name) => path.join(path.dirname(glue), name);
// All parts are there from the start; the module asks for each before its first call.
const parts = JSON.parse(fs.readFileSync(beside("parts.json")));
globalThis.__wasm_split = {};
for (const part of Object.keys(parts)) {
  globalThis.__wasm_split[`__wasm_split_load_${part}`] = (callback, data) => main.__indirect_function_table.get(callback)(data, 1);
}
const { __wasm: main, CardReader, Intake, install_network } = require(glue);
for (const file of new Set(Object.values(parts).flat())) {
  const module = new WebAssembly.Module(fs.readFileSync(beside(`${file}.wasm`)));
  new WebAssembly.Instance(module, { __wasm_split: main });
}
const folder = process.argv[3];
if (!install_network(fs.readFileSync(process.argv[4]))) throw new Error("these are no weights");
const cards = CardReader.begin(fs.readFileSync(process.argv[5]));
if (!cards) throw new Error("these are no weights of the card reader");
const listed = JSON.parse(fs.readFileSync(path.join(folder, "list.json")));
const wrong = [];
let numbers = 0;
let validities = 0;

listed.forEach((file, number) => {
  const read = (what) => fs.readFileSync(path.join(folder, `${number}.${what}`));
  const same = (what, here, there) => { if (here !== there) wrong.push(`${file.name}: ${what}\n  native ${there}\n  wasm   ${here}`); };
  try {
    const seen = Intake.begin(read("file"), file.policy);
    same("report", seen.check(), file.report);
    seen.free();
    const made = Intake.begin(read("file"), file.policy);
    made.normalize();
    same("report on what is sent", made.check(), file.prepared);
    if (!read("sent").equals(Buffer.from(made.take_bytes()))) wrong.push(`${file.name}: other bytes are sent`);
    made.free();
    const card = cards.read(read("file")) || null;
    same("what is read off a card", card, file.card);
    if (card && card.length === 18) numbers += 1;
    if (card && card.length === 16) validities += 1;
  } catch (error) {
    // After a trap the memory of the module cannot be trusted: what follows would tell nothing.
    wrong.push(`${file.name}: ${error.stack}`);
    console.log(wrong.join("\n"));
    process.exit(1);
  }
});
if (!numbers) wrong.push("no number was read off any card");
if (!validities) wrong.push("no days were read off any card");
const ofCards = `the same ${numbers} numbers and ${validities} terms of cards`;
const alike = `${listed.length} files: the same report, the same bytes to send, and ${ofCards}`;
console.log(wrong.length ? wrong.join("\n") : alike);
process.exit(wrong.length ? 1 : 0);
