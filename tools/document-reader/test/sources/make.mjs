// Makes the fixtures in test/fixtures from the sources beside this file. All text is invented.
//
//   node test/sources/make.mjs        needs chromium, soffice (writer), gs, pdflatex, qpdf; only for making, never for testing
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCanvas } from '@napi-rs/canvas';
import { drawRecord, degrade } from '../../bench/draw.mjs';
import { greyOf } from '../../src/raster.mjs';
import { pdf, scanPdf, stream, textPdf } from '../pdf-builder.mjs';
import { scanRecord } from './scan-record.mjs';

const sources = path.dirname(fileURLToPath(import.meta.url));
const fixtures = path.join(sources, '..', 'fixtures');
const work = mkdtempSync(path.join(os.tmpdir(), 'fixtures-'));
const run = (program, ...args) => execFileSync(program, args, { cwd: work, stdio: 'ignore' });
const source = (name) => path.join(sources, name);
const fixture = (name) => path.join(fixtures, name);

for (const name of ['letter', 'two-columns']) {
  run('chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${fixture(`chromium-${name}.pdf`)}`, `file://${source(`${name}.html`)}`);
}
run('soffice', '--headless', `-env:UserInstallation=file://${work}/office`, '--infilter=HTML (StarWriter)', '--convert-to', 'pdf:writer_pdf_Export', '--outdir', work, source('report.html'));
copyFileSync(path.join(work, 'report.pdf'), fixture('libreoffice-report.pdf'));
run('gs', '-q', '-dBATCH', '-dNOPAUSE', '-sDEVICE=pdfwrite', `-sOutputFile=${fixture('ghostscript-note.pdf')}`, source('note.ps'));
for (const name of ['article', 'two-column']) {
  run('pdflatex', '-interaction=batchmode', source(`${name}.tex`));
  copyFileSync(path.join(work, `${name}.pdf`), fixture(`latex-${name}.pdf`));
}

const plain = [[72, 720, 'This page was locked and reads all the same.'], [72, 700, 'The owner allowed printing and nothing else.']];
writeFileSync(path.join(work, 'plain.pdf'), textPdf([plain]));
run('qpdf', '--encrypt', '', 'owner-secret', '256', '--print=full', '--modify=none', '--', path.join(work, 'plain.pdf'), fixture('locked-open.pdf'));
run('qpdf', '--encrypt', 'user-secret', 'owner-secret', '256', '--', path.join(work, 'plain.pdf'), fixture('locked.pdf'));
// The older cipher, which real letters use.
run('qpdf', '--allow-weak-crypto', '--encrypt', '', 'owner-secret', '128', '--use-aes=n', '--', path.join(work, 'plain.pdf'), fixture('locked-open-rc4.pdf'));

const letter = readFileSync(fixture('chromium-letter.pdf'));
writeFileSync(fixture('truncated.pdf'), letter.subarray(0, Math.floor(letter.length * 0.7)));
writeFileSync(fixture('garbage.pdf'), Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) & 0xFF)), Buffer.from('\nstartxref\n12345\n%%EOF\n')]));
writeFileSync(fixture('empty-page.pdf'), textPdf([[]]));

writeFileSync(fixture('script-attachment.pdf'), textPdf([[[72, 720, 'A page with a script and a file inside the document.']]], {
  catalogue: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(note.txt) 6 0 R] >> >>',
  extra: ['<< /Type /Filespec /F (note.txt) /EF << /F 7 0 R >> >>', stream('/Type /EmbeddedFile', 'never opened')],
}));

// A page laid on its side in three ways: by the page's own entry, by its text, and upside down.
const lines = ['The first line of a page that was turned.', 'The second line follows below the first.', 'The third line ends the matter.'];
const turned = (a, b, c, d, place) => lines.map((line, i) => `BT /F1 12 Tf ${a} ${b} ${c} ${d} ${place(i)} Tm (${line}) Tj ET`);
writeFileSync(fixture('rotated.pdf'), pdf([
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>',
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate 90 /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>',
  stream('', turned(0, 1, -1, 0, (i) => `${100 + 20 * i} 72`).join('\n')),
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 7 0 R /Resources << /Font << /F1 3 0 R >> >> >>',
  stream('', turned(0, -1, 1, 0, (i) => `${512 - 20 * i} 700`).join('\n')),
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 9 0 R /Resources << /Font << /F1 3 0 R >> >> >>',
  stream('', turned(-1, 0, 0, -1, (i) => `540 ${100 + 20 * i}`).join('\n')),
]));

writeFileSync(fixture('form.pdf'), textPdf([[[72, 720, 'Employee:'], [72, 690, 'Expedited'], [72, 660, 'Regular'], [72, 630, 'Remarks:'], [72, 560, 'Signature:']]], {
  catalogue: '/AcroForm << /Fields [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R] /DA (/Helv 10 Tf 0 g) >>',
  pageExtra: '/Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]',
  extra: [
    '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Renata Castellane) /DA (/Helv 10 Tf 0 g) /Rect [140 715 400 731] /F 4 >>',
    '<< /Type /Annot /Subtype /Widget /FT /Btn /T (expedited) /V /Yes /AS /Yes /AP << /N << /Yes 11 0 R /Off 11 0 R >> >> /Rect [140 687 152 699] /F 4 >>',
    '<< /Type /Annot /Subtype /Widget /FT /Btn /T (regular) /V /Off /AS /Off /AP << /N << /Yes 11 0 R /Off 11 0 R >> >> /Rect [140 657 152 669] /F 4 >>',
    '<< /Type /Annot /Subtype /Widget /FT /Tx /Ff 4096 /T (remarks) /V (Sent again on 02/03/2026.\\nSee the second page.) /DA (/Helv 10 Tf 0 g) /Rect [140 600 400 645] /F 4 >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /Rect [140 550 400 580] /F 4 >>',
    stream('/Type /XObject /Subtype /Form /BBox [0 0 12 12]', ''),
  ],
}));

// Scans: a clean one, a bad fax with the machine's line stamped over it as text, one that lies upside down.
const oneBit = (canvas) => {
  const { data, width, height } = greyOf(canvas);
  const stride = Math.ceil(width / 8);
  const bits = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (data[y * width + x] >= 128) bits[y * stride + (x >> 3)] |= 0x80 >> (x & 7);
  return { bits, width, height };
};
const part = (canvas, height) => {
  const cut = createCanvas(canvas.width, height);
  cut.getContext('2d').drawImage(canvas, 0, 0);
  return cut;
};
const page = part(drawRecord(scanRecord, 200, 11).canvas, 1300);
writeFileSync(fixture('scan.pdf'), scanPdf(oneBit(page), 200));
const fax = degrade(page, 7, { skew: 1.1, contrast: 0.6, grain: 20, oneBit: true, specks: 0.003 });
writeFileSync(fixture('fax.pdf'), scanPdf(oneBit(fax), 200, { stamp: '02/18/2026 10:41  FROM: 5550100  TO: 5550199  P. 003/012' }));
const head = createCanvas(page.width, page.height);
const g = head.getContext('2d');
g.translate(page.width, page.height);
g.rotate(Math.PI);
g.drawImage(page, 0, 0);
writeFileSync(fixture('scan-upside-down.pdf'), scanPdf(oneBit(head), 200));
