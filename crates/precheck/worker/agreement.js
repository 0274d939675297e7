// Asks the worker's WebAssembly, in Node, what native code has been asked (`examples/agreement.rs`): the report on each
// file, the bytes that are sent of it, and the report on those. Nothing may differ, for the server checks what the
// phone has checked. What traps in WebAssembly only is found here, too.
//
// node agreement.js <glue for Node> <folder with list.json> <weights of the network>
"use strict";

const fs = require("fs");
const path = require("path");

const { Intake, install_network } = require(path.resolve(process.argv[2]));
const folder = process.argv[3];
if (!install_network(fs.readFileSync(process.argv[4]))) throw new Error("these are no weights");
const listed = JSON.parse(fs.readFileSync(path.join(folder, "list.json")));
const wrong = [];

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
  } catch (error) {
    // After a trap the memory of the module cannot be trusted: what follows would tell nothing.
    wrong.push(`${file.name}: ${error.stack}`);
    console.log(wrong.join("\n"));
    process.exit(1);
  }
});
console.log(wrong.length ? wrong.join("\n") : `${listed.length} files: the same report, and the same bytes to send`);
process.exit(wrong.length ? 1 : 0);
