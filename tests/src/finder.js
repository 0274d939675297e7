// How a resident finds things: by what they are called on the screen. Runs inside the page, in both engines.
const clean = (text) => (text || "").replace(/\s+/g, " ").trim();
const visible = (element) =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
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

// The best of what is called so: exactly, else beginning so, else saying so.
const best = (candidates, name) => {
  const named = candidates.map((element) => [element, called(element)]);
  for (const fits of [(n) => n === name, (n) => n.startsWith(name), (n) => n.includes(name)]) {
    const found = named.find(([, n]) => fits(n));
    if (found) return found[0];
  }
  return null;
};

// The smallest part of the page with a heading (or legend) that says so. Of several steps each lies within the one
// before; a number is one of the cards there, counted from 0.
const step = (heading, within) => {
  if (typeof heading === "number") return all("article", within)[heading] || null;
  if (!heading) return within;
  const titles = all("h1, h2, h3, h4, legend, summary", within).filter(visible);
  const title = best(titles, heading);
  if (!title) return null;
  return title.closest("article, fieldset, section, li, details, form, main") || title.parentElement;
};
const part = (headings) => [headings].flat().reduce((within, heading) => within && step(heading, within), document);

const control = (name, within) => {
  const scope = part(within);
  return scope && best(all("button, a[href], summary, [role=button]", scope).filter(visible), name);
};
// A choice: what is pressed is its label, what is asked is its input.
const option = (name, within) => {
  const scope = part(within);
  if (!scope) return null;
  const inputs = all("input[type=radio], input[type=checkbox]", scope).filter((i) => i.labels && i.labels.length);
  return best(inputs.filter((input) => visible(input.labels[0])), name);
};
const field = (name, within) => {
  const scope = part(within);
  const kinds = "input:not([type=radio]):not([type=checkbox]):not([type=file]), select, textarea";
  return scope && best(all(kinds, scope).filter(visible), name);
};
const file = (name, within) => {
  const scope = part(within);
  return scope && best(all("input[type=file]", scope), name);
};

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
