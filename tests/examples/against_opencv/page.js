// Opens one of the two workers, gives it the photograph, and takes the time to each verdict.
"use strict";

function measure(which, times) {
  fetch("/photograph.jpg")
    .then((response) => response.blob())
    .then(async (file) => {
      if (which === "nothing") {
        window.result = { cold: 0, warm: [], stages: {}, memory: 0, said: "" };
        return;
      }
      const ours = document.querySelector("meta[name=precheck-worker]").content;
      const start = performance.now();
      const worker = new Worker(which === "ours" ? ours : which);
      // Milliseconds of each stage that our worker tells of.
      const stages = {};
      const ask = (id) => new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        let stage = "waiting", since = performance.now();
        worker.onmessage = ({ data }) => {
          if (data.stage || data.ok) {
            if (id > 0) (stages[stage] = stages[stage] || []).push(performance.now() - since);
            [stage, since] = [data.stage, performance.now()];
          }
          if (data.failed) reject(new Error(data.failed));
          if (data.id === id && data.ok) resolve(data);
        };
        worker.postMessage({ id, op: "prepare", file, policy: "{}" });
      });
      let answer = await ask(0);
      const cold = performance.now() - start;
      const warm = [];
      for (let at = 1; at <= times; at++) {
        const before = performance.now();
        answer = await ask(at);
        warm.push(performance.now() - before);
      }
      window.result = { cold, warm, stages, memory: answer.memory || 0, said: `${answer.bytes.byteLength} bytes to send, ${answer.report.replace(/"likeness":"[^"]*",/, "")}` };
    })
    .catch((error) => { window.result = { failed: String(error) }; });
}
