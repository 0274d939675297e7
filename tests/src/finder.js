// How a resident finds things: by what they are called on the screen. Runs inside the page, in both engines.
const clean = (text) => (text || "").replace(/\s+/g, " ").trim();
// What is folded up has a size all the same; newer engines tell.
const visible = (element) =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden" &&
  (!element.checkVisibility || element.checkVisibility());
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// The words a label says, without pictures and what is hidden from assistive technology.
const words = (element) => {
  const copy = element.cloneNode(true);
  for (const mute of copy.querySelectorAll("svg, [aria-hidden=true], input, select, textarea")) mute.remove();
  return clean(copy.textContent);
};
const calledBy = (element, attribute) =>
  (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)).filter(Boolean).map(words).join(" ");
const called = (element) =>
  calledBy(element, "aria-labelledby") || clean(element.getAttribute("aria-label")) ||
  (element.labels && element.labels.length ? [...element.labels].map(words).join(" ") : "") || words(element);

// What is called so: exactly, else beginning so, else saying so.
const allCalled = (candidates, name) => {
  const named = candidates.map((element) => [element, called(element)]);
  for (const fits of [(n) => n === name, (n) => n.startsWith(name), (n) => n.includes(name)]) {
    const found = named.filter(([, n]) => fits(n));
    if (found.length) return found.map(([element]) => element);
  }
  return [];
};
const best = (candidates, name) => allCalled(candidates, name)[0] || null;

// The smallest parts of the page with a heading (or legend) that says so. Of several steps each lies within the one
// before; a number is one of the cards there, counted from 0.
const step = (heading, within) => {
  if (typeof heading === "number") return all("article", within).slice(heading, heading + 1);
  if (!heading) return [within];
  const titles = all("h1, h2, h3, h4, legend, summary", within).filter(visible);
  return allCalled(titles, heading).map((title) =>
    title.closest("article, fieldset, section, li, details, form, main") || title.parentElement);
};
const parts = (headings) =>
  [headings].flat().reduce((within, heading) => within.flatMap((one) => step(heading, one)), [document]);
const part = (headings) => parts(headings)[0] || null;
const inParts = (selector, headings) => parts(headings).flatMap((one) => all(selector, one));

const control = (name, within) =>
  best(inParts("button, a[href], summary, [role=button]", within).filter(visible), name);
// A choice: what is pressed is its label, what is asked is its input.
const option = (name, within) => {
  const inputs = inParts("input[type=radio], input[type=checkbox]", within).filter((i) => i.labels && i.labels.length);
  return best(inputs.filter((input) => visible(input.labels[0])), name);
};
const field = (name, within) => {
  const kinds = "input:not([type=radio]):not([type=checkbox]):not([type=file]), select, textarea";
  return best(inParts(kinds, within).filter(visible), name);
};
const file = (name, within) => best(inParts("input[type=file]", within), name);

// React to typing as to a keyboard's: the property is set on the element, then it is told.
const put = (element, value) => {
  const kind = Object.getPrototypeOf(element);
  Object.getOwnPropertyDescriptor(kind, "value").set.call(element, value);
  for (const name of ["input", "change"]) element.dispatchEvent(new Event(name, { bubbles: true }));
  element.dispatchEvent(new FocusEvent("blur"));
  element.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
};

const heading = () => clean((all("main h1").find(visible) || {}).innerText);
const said = (within) => {
  const scope = part(within);
  return scope ? clean((scope === document ? document.body : scope).innerText) : "";
};

// What a reload must bring back: the place, the heading, what is typed, chosen and photographed.
const kept = () => ({
  path: location.pathname,
  heading: heading(),
  typed: all("main input:not([type=file]):not([type=radio]):not([type=checkbox]), main select, main textarea")
    .filter(visible).map((element) => `${called(element)} = ${element.value}`),
  chosen: all("main input[type=radio], main input[type=checkbox]").filter((i) => i.checked).map(called),
  photographs: all("main img").filter(visible).filter((img) => img.complete && img.naturalWidth > 0).length,
});
