// Opens one of the two workers, gives it the photograph, and takes the time to each verdict.
"use strict";

function measure(which, times) {
  fetch("/photograph.jpg")
    .then((response) => response.blob())
    .then(async (file) => {
      if (which === "nothing") {
        window.result = { cold: 0, warm: [], memory: 0, said: "" };
        return;
      }
      if (which === "decoding") {
        const times = [];
        for (let at = 0; at < 5; at++) {
          const before = performance.now();
          const whole = await createImageBitmap(file);
          const canvas = new OffscreenCanvas(2400, 1800);
          canvas.getContext("2d", { willReadFrequently: true }).drawImage(whole, 0, 0, 2400, 1800);
          whole.close();
          times.push(performance.now() - before);
        }
        window.result = { cold: times[0], warm: times.slice(1), memory: 0, said: "" };
        return;
      }
      const ours = document.querySelector("meta[name=precheck-worker]").content;
      const start = performance.now();
      const worker = new Worker(which === "ours" ? ours : "/opencv_worker.js");
      const ask = (id) => new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
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
      window.result = { cold, warm, memory: answer.memory || 0, said: `${answer.bytes.byteLength} bytes to send, ${answer.report}` };
    })
    .catch((error) => { window.result = { failed: String(error) }; });
}
