// The page that physicians rate on. It must work from a memory stick on a hospital's computer: one file, no network, no storage but the browser's own.
#include "core/hash.h"
#include "eval/chart.h"
#include "eval/review.h"

namespace galen {
namespace {

constexpr const char* kReviewStyle = R"(
:root { color-scheme: light dark; --ink: #1b2530; --paper: #f6f8fa; --card: #fff; --soft: #566372; --line: #d3dae1; --act: #17695e; --act-ink: #fff; --warn: #8a3b12; --mark: #e3f1ee; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --paper: #12171c; --card: #1a2129; --soft: #a3afbb; --line: #34404b; --act: #5cc4b3; --act-ink: #0c1a18; --warn: #f2a67a; --mark: #20352f; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); padding: .5rem 1rem; display: flex; gap: .4rem 1rem; align-items: center; flex-wrap: wrap; }
header h1 { font-size: 1rem; margin: 0; } header .grow { flex: 1 1 6rem; }
progress { flex: 1 1 8rem; max-width: 22rem; height: .7rem; accent-color: var(--act); }
main { max-width: 96rem; margin: 0 auto; padding: 1rem; }
h2 { font-size: .95rem; margin: 0 0 .3rem; color: var(--soft); font-weight: 600; }
.soft { color: var(--soft); } .warn { color: var(--warn); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin-bottom: 1rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; } .scroll { max-height: 16rem; overflow: auto; }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; align-items: start; }
.answers .card { margin: 0; } .answers .text { border-left: 3px solid var(--line); padding-left: .7rem; margin-bottom: .8rem; }
.criterion { display: grid; grid-template-columns: 1fr auto; gap: .6rem; align-items: center; padding: .35rem .4rem; border-top: 1px solid var(--line); border-radius: 4px; }
.criterion.here { background: var(--mark); outline: 2px solid var(--act); outline-offset: -2px; }
button, input, textarea { font: inherit; color: inherit; }
button { background: var(--card); border: 1px solid var(--soft); border-radius: 6px; padding: .3rem .8rem; min-height: 2.4rem; min-width: 3.2rem; cursor: pointer; }
button[aria-pressed=true], button.main { background: var(--act); border-color: var(--act); color: var(--act-ink); font-weight: 600; }
button:focus-visible, input:focus-visible, textarea:focus-visible, .text:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.pair { display: flex; gap: .4rem; } .row { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; }
textarea { width: 100%; min-height: 2.6rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .4rem; resize: vertical; }
label { display: block; } label input { width: 100%; padding: .4rem; background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; }
dialog { color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 10px; max-width: 34rem; width: calc(100% - 2rem); padding: 1.2rem; }
dialog::backdrop { background: rgb(0 0 0 / .45); } dialog form { display: grid; gap: .8rem; }
kbd { border: 1px solid var(--soft); border-radius: 4px; padding: 0 .35rem; font: .85em ui-monospace, monospace; }
table { border-collapse: collapse; } td { padding: .2rem .8rem .2rem 0; vertical-align: top; }
footer { padding: 0 1rem 2rem; max-width: 96rem; margin: 0 auto; }
)";

constexpr const char* kReviewBody = R"HTML(
<header>
  <h1 id="title"></h1>
  <progress id="bar" max="1" value="0" aria-label="progress"></progress>
  <span id="count" class="soft" aria-live="polite"></span>
  <span class="grow"></span>
  <span class="pair">
    <button id="prev" title="previous (k or left arrow)" aria-label="previous case">&#8592;</button>
    <button id="next" title="next (j or right arrow)" aria-label="next case">&#8594;</button>
  </span>
  <button id="open" title="next that isn't complete (o)">Next open</button>
  <button id="helpButton" title="keys (?)" aria-label="help">?</button>
  <button id="export" class="main">Save file</button>
</header>
<main id="main"></main>
<footer class="soft"><span id="saved" role="status"></span></footer>
<dialog id="who" aria-labelledby="whoTitle"><form method="dialog">
  <h2 id="whoTitle">Before you start</h2>
  <div id="instructions" class="text"></div>
  <label>Your pseudonym, as you were given it<input id="whoId" required pattern="[A-Za-z0-9_\-]{1,64}" autocomplete="off" title="letters, digits, _ and -"></label>
  <label>Role<input id="whoRole" value="reviewer" autocomplete="off"></label>
  <label>Credential (MD, RN, PharmD &#8230;)<input id="whoCredential" required autocomplete="off"></label>
  <label>Specialty<input id="whoSpecialty" autocomplete="off"></label>
  <div class="row"><button class="main" type="submit">Start</button></div>
</form></dialog>
<dialog id="help" aria-labelledby="helpTitle"><form method="dialog">
  <h2 id="helpTitle">Keys</h2>
  <table>
    <tr><td><kbd>y</kbd> <kbd>n</kbd></td><td>yes, no for the marked line; the mark moves on</td></tr>
    <tr><td><kbd>&#8593;</kbd> <kbd>&#8595;</kbd></td><td>move the mark</td></tr>
    <tr><td><kbd>1</kbd> <kbd>2</kbd> &#8230; <kbd>0</kbd></td><td>which answer is best; 0: neither</td></tr>
    <tr><td><kbd>&#8592;</kbd> <kbd>&#8594;</kbd> or <kbd>k</kbd> <kbd>j</kbd></td><td>previous, next case</td></tr>
    <tr><td><kbd>o</kbd></td><td>next case that isn't complete</td></tr>
    <tr><td><kbd>c</kbd></td><td>comment on the marked answer; Escape leaves it</td></tr>
    <tr><td><kbd>s</kbd></td><td>save the file</td></tr>
  </table>
  <p class="soft">Everything is kept in this browser as you go. Send the saved file back to whoever gave you this page; you can save it as often as you like.</p>
  <div class="row"><button class="main" type="submit">Close</button></div>
</form></dialog>
<dialog id="done" aria-labelledby="doneTitle"><form method="dialog">
  <h2 id="doneTitle"></h2><p id="doneText"></p>
  <div class="row"><button class="main" type="submit">Close</button></div>
</form></dialog>
)HTML";

constexpr const char* kReviewScript = R"JS(
'use strict';
const pack = JSON.parse(document.getElementById('pack').textContent);
const packSha256 = document.getElementById('pack').dataset.sha256;
const $ = id => document.getElementById(id);
const letter = i => String.fromCharCode(65 + i);
const storeName = 'galen-review-' + packSha256;

function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const rotate = (x, n) => (x >>> n) | (x << (32 - n));
  const primes = [];
  for (let n = 2; primes.length < 64; ++n) if (primes.every(p => n % p)) primes.push(n);
  const fraction = x => Math.floor((x - Math.floor(x)) * 4294967296) | 0;
  const constants = primes.map(p => fraction(Math.cbrt(p)));
  const state = primes.slice(0, 8).map(p => fraction(Math.sqrt(p)));
  const padded = new Uint8Array((bytes.length + 72) >> 6 << 6);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const words = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; ++i) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; ++i) {
      const a = words[i - 15], b = words[i - 2];
      words[i] = words[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)) + words[i - 7] + (rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; ++i) {
      const t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + words[i] | 0;
      const t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c)) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, d + t1 | 0, c, b, a, t1 + t2 | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = state[i] + x | 0; });
  }
  return state.map(x => (x >>> 0).toString(16).padStart(8, '0')).join('');
}

function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value !== null && typeof value === 'object') return '{' + Object.keys(value).sort().map(k => JSON.stringify(k) + ':' + canonical(value[k])).join(',') + '}';
  return JSON.stringify(value);
}

const now = () => new Date().toISOString().slice(0, 19) + 'Z';
let state = { reviewer: null, started: '', at: 0, ratings: {}, preferred: {} };
let mark = 0;
let storageWorks = true;

function load() {
  try {
    const kept = localStorage.getItem(storeName);
    if (kept) state = JSON.parse(kept);
  } catch (error) { storageWorks = false; }
}

function keep() {
  try {
    localStorage.setItem(storeName, JSON.stringify(state));
    $('saved').textContent = 'Kept in this browser at ' + new Date().toLocaleTimeString() + '.';
  } catch (error) { storageWorks = false; }
  if (!storageWorks) {
    $('saved').textContent = 'This browser keeps nothing: save the file before you close the page.';
    $('saved').className = 'warn';
  }
}

const ratingOf = (item, answer) => {
  const key = item.id + '\u0000' + answer;
  return state.ratings[key] || (state.ratings[key] = { met: {}, comment: '' });
};

function missingOf(item) {
  let missing = 0;
  item.answers.forEach((_, i) => pack.rubric.criteria.forEach(c => { if (typeof ratingOf(item, i).met[c.id] !== 'boolean') ++missing; }));
  if (pack.rubric.asks_preference && item.answers.length > 1 && !state.preferred[item.id]) ++missing;
  return missing;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties || {});
  children.forEach(child => made.append(child));
  return made;
}

function press(button, isOn) { button.setAttribute('aria-pressed', isOn ? 'true' : 'false'); }

function rate(answer, criterion, value) {
  ratingOf(pack.items[state.at], answer).met[criterion] = value;
  keep();
  draw(false);
}

function prefer(choice) {
  state.preferred[pack.items[state.at].id] = choice;
  keep();
  draw(false);
}

function lines() {
  const item = pack.items[state.at];
  return item.answers.flatMap((_, answer) => pack.rubric.criteria.map(c => ({ answer, criterion: c.id })));
}

function drawProgress() {
  const done = pack.items.filter(item => missingOf(item) === 0).length;
  $('bar').max = pack.items.length;
  $('bar').value = done;
  $('count').textContent = 'Case ' + (state.at + 1) + ' of ' + pack.items.length + ', ' + done + ' complete';
}

function draw(isNew) {
  const item = pack.items[state.at];
  drawProgress();
  if (!isNew) {
    lines().forEach((line, i) => {
      const row = $('line' + i);
      const met = ratingOf(item, line.answer).met[line.criterion];
      press(row.querySelector('.yes'), met === true);
      press(row.querySelector('.no'), met === false);
      row.classList.toggle('here', i === mark);
    });
    document.querySelectorAll('[data-prefer]').forEach(button => press(button, state.preferred[item.id] === button.dataset.prefer));
    return;
  }
  const main = $('main');
  main.replaceChildren();
  main.append(element('section', { className: 'card' }, element('h2', { textContent: 'Case ' + (state.at + 1) }),
    element('div', { className: 'text scroll', textContent: item.prompt, tabIndex: 0 })));
  if (item.reference) {
    main.append(element('section', { className: 'card' }, element('h2', { textContent: 'What a clinician wrote' }),
      element('div', { className: 'text scroll', textContent: item.reference, tabIndex: 0 })));
  }
  const answers = element('div', { className: 'answers' });
  let line = 0;
  item.answers.forEach((text, answer) => {
    const card = element('section', { className: 'card' }, element('h2', { textContent: 'Answer ' + letter(answer) }),
      element('div', { className: 'text', textContent: text || '(empty)' }));
    pack.rubric.criteria.forEach(criterion => {
      const number = line++;
      const yes = element('button', { className: 'yes', textContent: 'Yes', onclick: () => { mark = number; rate(answer, criterion.id, true); } });
      const no = element('button', { className: 'no', textContent: 'No', onclick: () => { mark = number; rate(answer, criterion.id, false); } });
      const label = element('span', { id: 'label' + number, textContent: criterion.text + (criterion.points < 0 ? ' ' : '') });
      if (criterion.points < 0) label.append(element('span', { className: 'warn', textContent: '(should not happen)' }));
      yes.setAttribute('aria-describedby', 'label' + number);
      no.setAttribute('aria-describedby', 'label' + number);
      card.append(element('div', { className: 'criterion', id: 'line' + number }, label, element('div', { className: 'pair' }, yes, no)));
    });
    const comment = element('textarea', { id: 'comment' + answer, value: ratingOf(item, answer).comment, placeholder: 'Comment (optional)' });
    comment.setAttribute('aria-label', 'Comment on answer ' + letter(answer));
    comment.oninput = () => { ratingOf(item, answer).comment = comment.value; keep(); };
    card.append(comment);
    answers.append(card);
  });
  main.append(answers);
  if (pack.rubric.asks_preference && item.answers.length > 1) {
    const row = element('div', { className: 'row' });
    item.answers.forEach((_, i) => row.append(element('button', { textContent: 'Answer ' + letter(i), onclick: () => prefer(letter(i)) })));
    row.append(element('button', { textContent: 'Neither is better', onclick: () => prefer('tie') }));
    [...row.children].forEach((button, i) => { button.dataset.prefer = i < item.answers.length ? letter(i) : 'tie'; });
    main.append(element('section', { className: 'card', style: 'margin-top: 1rem' }, element('h2', { textContent: 'Which answer would you rather work with?' }), row));
  }
  draw(false);
}

function go(to) {
  if (to < 0 || to >= pack.items.length) return;
  state.at = to;
  mark = 0;
  keep();
  draw(true);
  window.scrollTo(0, 0);
}

function nextOpen() {
  for (let i = 1; i <= pack.items.length; ++i) {
    const at = (state.at + i) % pack.items.length;
    if (missingOf(pack.items[at]) > 0) return go(at);
  }
  finish();
}

function moveMark(to) {
  const count = lines().length;
  mark = Math.max(0, Math.min(count - 1, to));
  draw(false);
  $('line' + mark).scrollIntoView({ block: 'nearest' });
}

function review() {
  const ratings = pack.items.flatMap(item => item.answers.map((_, answer) => {
    const rating = ratingOf(item, answer);
    const met = {};
    pack.rubric.criteria.forEach(c => { met[c.id] = typeof rating.met[c.id] === 'boolean' ? rating.met[c.id] : null; });
    return { item: item.id, answer, met, comment: rating.comment };
  }));
  const content = { format: 'galen-review', version: 1, pack_sha256: packSha256, reviewer: state.reviewer, started: state.started, finished: now(),
    ratings, preferred: state.preferred };
  content.sha256 = sha256(canonical(content));
  return content;
}

function finish() {
  const missing = pack.items.reduce((sum, item) => sum + missingOf(item), 0);
  const name = 'review-' + state.reviewer.id + '-' + packSha256.slice(0, 8) + '.json';
  const link = element('a', { href: URL.createObjectURL(new Blob([JSON.stringify(review(), null, 1) + '\n'], { type: 'application/json' })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  $('doneTitle').textContent = missing ? 'Saved, but not complete' : 'Saved. Thank you.';
  $('doneText').textContent = name + ' is among your downloads. ' +
    (missing ? missing + ' questions are still open: “Next open” goes to them. You can save again.' : 'Please send it back to whoever gave you this page.');
  $('done').showModal();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector('dialog[open]')) return;
  if (event.target.tagName === 'TEXTAREA' || event.target.tagName === 'INPUT') {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const item = pack.items[state.at];
  const line = lines()[mark];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const chosen = key.length === 1 ? key.charCodeAt(0) - 49 : -1;
  const isHandled = (() => {
    if (key === 'y' || key === 'n') { rate(line.answer, line.criterion, key === 'y'); moveMark(mark + 1); return true; }
    if (key === 'ArrowDown') { moveMark(mark + 1); return true; }
    if (key === 'ArrowUp') { moveMark(mark - 1); return true; }
    if (key === 'ArrowRight' || key === 'j') { go(state.at + 1); return true; }
    if (key === 'ArrowLeft' || key === 'k') { go(state.at - 1); return true; }
    if (key === 'o') { nextOpen(); return true; }
    if (key === 's') { finish(); return true; }
    if (key === 'c') { $('comment' + line.answer).focus(); return true; }
    if (key === '?') { $('help').showModal(); return true; }
    if (!pack.rubric.asks_preference || item.answers.length < 2) return false;
    if (key === '0') { prefer('tie'); return true; }
    if (chosen >= 0 && chosen < item.answers.length) { prefer(letter(chosen)); return true; }
    return false;
  })();
  if (isHandled) event.preventDefault();
});

$('title').textContent = pack.title;
$('instructions').textContent = pack.rubric.instructions;
$('prev').onclick = () => go(state.at - 1);
$('next').onclick = () => go(state.at + 1);
$('open').onclick = nextOpen;
$('export').onclick = finish;
$('helpButton').onclick = () => $('help').showModal();
$('who').addEventListener('cancel', event => event.preventDefault());
$('who').addEventListener('close', () => {
  if (!$('whoId').value.trim()) return $('who').showModal();
  document.activeElement.blur();  // keys belong to the page now, at once
  state.reviewer = { id: $('whoId').value.trim(), role: $('whoRole').value.trim(), credential: $('whoCredential').value.trim(), specialty: $('whoSpecialty').value.trim() };
  if (!state.started) state.started = now();
  keep();
});
load();
draw(true);
if (!state.reviewer) $('who').showModal();
else keep();
)JS";

// Inside a script element only "</" and "<!--" end or change anything; "<" escaped is the same JSON.
std::string for_script(const std::string& json) {
  std::string escaped;
  for (const char c : json) {
    if (c == '<') {
      escaped += "\\u003c";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string render_pack(const ReviewPack& pack) {
  const std::string json = to_json(pack).dump();
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>" +
         escape_html(pack.title) + "</title>\n<style>" + kReviewStyle + "</style></head><body>" + kReviewBody +
         "<script type=\"application/json\" id=\"pack\" data-sha256=\"" + sha256_hex(json) + "\">" + for_script(json) + "</script>\n<script>" + kReviewScript +
         "</script></body></html>\n";
}

}  // namespace galen
