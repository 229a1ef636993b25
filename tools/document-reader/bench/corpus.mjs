// Makes PDFs of five producers from invented text, for words.mjs.
//
//   node bench/corpus.mjs FOLDER [--letters DIR]     DIR: a folder with HTML letters of the app (`./imr demo` leaves out/demo)
//
// Needs chromium, soffice (writer), gs, pdflatex, qpdf.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inventRecord, paragraph } from './invent.mjs';
import { randomOf } from './random.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { letters: { type: 'string' } } });
const folder = path.resolve(positionals[0]);
const work = mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
mkdirSync(folder, { recursive: true });
const run = (program, ...args) => execFileSync(program, args, { cwd: work, stdio: 'ignore' });
const into = (name) => path.join(folder, name);

function html(seed) {
  const r = randomOf(1000 + seed);
  const records = Array.from({ length: 4 }, (_, i) => inventRecord(10 * seed + i));
  const table = Array.from({ length: 6 }, () => `<tr><td>${r.of(['MRI', 'Physical therapy', 'Acupuncture', 'Naproxen 500 mg'])}</td><td>${1 + r.below(24)}</td><td>${1 + r.below(12)}/${1 + r.below(28)}/2026</td><td>${r.of(['Upheld', 'Overturned'])}</td></tr>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Record</title><style>@page{size:letter;margin:1in}body{font:11pt/1.3 "Liberation Serif"}td{padding:2pt 8pt;border:1px solid}section{page-break-before:always}</style></head><body>${
    records.map((record) => `<section><h2>${record.title}</h2><table>${record.head.map(([a, b, c, d]) => `<tr><td><b>${a}:</b></td><td>${b}</td><td><b>${c}:</b></td><td>${d}</td></tr>`).join('')}</table>${
      record.sections.map(({ heading, text }) => `<h3>${heading}</h3><p style="text-align:justify">${text} ${paragraph(r, 6)}</p>`).join('')}<table>${table}</table></section>`).join('')}</body></html>`;
}

function tex(seed, columns) {
  const r = randomOf(2000 + seed);
  const escape = (text) => text.replace(/[%&#_$]/g, '\\$&');
  const sections = Array.from({ length: 8 }, (_, i) => `\\section{Findings of visit ${i + 1}}\n${[6, 8, 7].map((n) => escape(paragraph(r, n))).join('\n\n')}`).join('\n');
  return `\\documentclass[10pt${columns === 2 ? ',twocolumn' : ''}]{article}\n\\usepackage[letterpaper,margin=1in]{geometry}\n\\begin{document}\n${sections}\n\\end{document}\n`;
}

const pages = [];
for (let seed = 1; seed <= 3; seed++) {
  const file = path.join(work, `record-${seed}.html`);
  writeFileSync(file, html(seed));
  pages.push(file);
}
if (values.letters) {
  for (const entry of readdirSync(values.letters, { recursive: true })) {
    if (/final-determination\.html$|letter\.html$/.test(entry)) pages.push(path.resolve(values.letters, entry));
  }
}
pages.slice(0, 12).forEach((file, i) => {
  run('chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${into(`chromium-${i}.pdf`)}`, `file://${file}`);
  run('soffice', '--headless', `-env:UserInstallation=file://${work}/office`, '--infilter=HTML (StarWriter)', '--convert-to', 'pdf:writer_pdf_Export', '--outdir', work, file);
  renameSync(path.join(work, `${path.basename(file, '.html')}.pdf`), into(`libreoffice-${i}.pdf`));
  run('gs', '-q', '-dBATCH', '-dNOPAUSE', '-sDEVICE=pdfwrite', `-sOutputFile=${into(`ghostscript-${i}.pdf`)}`, into(`libreoffice-${i}.pdf`));
});
for (let seed = 1; seed <= 6; seed++) {
  writeFileSync(path.join(work, `latex-${seed}.tex`), tex(seed, seed > 3 ? 2 : 1));
  run('pdflatex', '-interaction=batchmode', `latex-${seed}.tex`);
  renameSync(path.join(work, `latex-${seed}.pdf`), into(`latex-${seed}.pdf`));
}
// PostScript written by hand, with the standard fonts.
for (let seed = 1; seed <= 3; seed++) {
  const r = randomOf(3000 + seed);
  const lines = Array.from({ length: 30 }, () => paragraph(r, 2).replace(/(.{60,85})\s/g, '$1\n').split('\n')).flat();
  const sheets = Array.from({ length: Math.ceil(lines.length / 48) }, (_, p) => lines.slice(48 * p, 48 * p + 48).map((line, i) => `72 ${720 - 13 * i} moveto (${line.replace(/[\\()]/g, '\\$&')}) show`).join('\n'));
  writeFileSync(path.join(work, 'text.ps'), `%!PS\n${sheets.map((sheet) => `/Times-Roman findfont 11 scalefont setfont\n${sheet}\nshowpage`).join('\n')}\n`);
  run('gs', '-q', '-dBATCH', '-dNOPAUSE', '-sDEVICE=pdfwrite', `-sOutputFile=${into(`postscript-${seed}.pdf`)}`, path.join(work, 'text.ps'));
}
// All of them as one long document: what a reader does without starting anew for each file.
run('qpdf', '--empty', '--pages', ...readdirSync(folder).filter((name) => name.endsWith('.pdf')).sort().map(into), '--', path.join(work, 'merged-all.pdf'));
renameSync(path.join(work, 'merged-all.pdf'), into('merged-all.pdf'));
