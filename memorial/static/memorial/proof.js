// A small sum, done while somebody writes: it lets what they send be told from a flood. Without it all works as well.
// memorial/contributions/proofs.py looks at the result. Our own SHA-256, because browsers have theirs over HTTPS alone.
"use strict";

(() => {
  const BITS = 16;
  const SLICE = 12;

  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const K = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const w = new Int32Array(64);

  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  const sha256 = (text) => {
    const length = (((text.length + 8) >> 6) + 1) << 6;
    const bytes = new Uint8Array(length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    bytes[text.length] = 0x80;
    const view = new DataView(bytes.buffer);
    view.setUint32(length - 4, text.length * 8);
    const state = Int32Array.from(START);
    for (let block = 0; block < length; block += 64) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(block + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const a = w[i - 15];
        const b = w[i - 2];
        const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
        const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => {
        state[i] = (state[i] + value) | 0;
      });
    }
    return state;
  };

  const hex = (state) => Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

  const solve = (form) => {
    const field = form.elements.namedItem("proof");
    const challenge = hex(sha256(form.elements.namedItem("token").value)).slice(0, 32);
    let number = 0;
    const work = () => {
      const end = Date.now() + SLICE;
      while (Date.now() < end) {
        for (let i = 0; i < 50; i += 1) {
          if (sha256(`${challenge}:${number}`)[0] >>> (32 - BITS) === 0) {
            field.value = String(number);
            return;
          }
          number += 1;
        }
      }
      setTimeout(work, SLICE);
    };
    work();
  };

  document.querySelectorAll("form").forEach((form) => {
    if (!form.elements.namedItem("proof") || !form.elements.namedItem("token")) return;
    // Not before somebody comes to the form: whoever only reads keeps their battery.
    form.addEventListener("focusin", () => solve(form), { once: true });
  });
})();
