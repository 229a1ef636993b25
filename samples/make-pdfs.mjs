// Makes the PDFs among the sample documents: a laboratory report of two pages, and an agreement as it came by fax. All text is invented.
//
//   node samples/make-pdfs.mjs        needs what tools/document-reader has installed; only for making, never for the demo or the tests
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { degrade } from '../tools/document-reader/bench/draw.mjs';
import { scanPdf, textPdf } from '../tools/document-reader/fixtures/pdf-builder.mjs';

const samples = path.dirname(fileURLToPath(import.meta.url));
const reader = createRequire(path.join(samples, '..', 'tools', 'document-reader', 'package.json'));
const { createCanvas, GlobalFonts } = await import(pathToFileURL(reader.resolve('@napi-rs/canvas')));
const document = (caseNumber, name) => path.join(samples, 'cases', caseNumber, 'documents', name);

// Lines from top to bottom; a line is a string or cells at their places.
const page = (lines, { top = 730, step = 16 } = {}) => lines.flatMap((line, i) => (Array.isArray(line) ? line : [[72, line]]).filter(([, text]) => text !== '').map(([x, text, size]) => [x, top - step * i, text, size]));
const row = (a, b, c) => [[72, a], [290, b], [400, c]];

writeFileSync(document('CM26-0000104', 'urine-drug-test-2026-01-14.pdf'), textPdf([
  page([
    [[72, 'Los Robles Toxicology Laboratory', 15]],
    'Laboratory Report: Urine Drug Test',
    '',
    [[72, 'Patient:'], [170, 'Philomena J. Straker']],
    [[72, 'Date of birth:'], [170, '04/02/1974']],
    [[72, 'Date of collection:'], [170, '01/14/2026']],
    [[72, 'Ordered by:'], [170, 'Ludovic Amadi-Crane, MD']],
    '',
    'MEDICATION STATED ON THE ORDER',
    'Hydrocodone/acetaminophen 10/325 mg, cyclobenzaprine 7.5 mg',
    '',
    row('SUBSTANCE', 'RESULT', 'STATED ON THE ORDER'),
    row('Hydrocodone and hydromorphone', 'Found', 'Yes'),
    row('Oxycodone', 'Not found', 'No'),
    row('Benzodiazepines', 'Not found', 'No'),
    row('Amphetamines', 'Not found', 'No'),
    row('Cocaine', 'Not found', 'No'),
    row('Creatinine', '88 mg/dL', 'Valid specimen'),
    '', '', '',
    'Page 1 of 2',
  ]),
  page([
    'Patient: Philomena J. Straker, collected on 01/14/2026',
    '',
    'COMMENT',
    'The urine drug test of 01/14/2026 is consistent with the medication on the order.',
    'The specimen is kept for thirty days.',
    '', '', '',
    'Page 2 of 2',
  ]),
]));

writeFileSync(document('CM26-0000104', 'opioid-agreement-2025-08-20.pdf'), fax([
  [24, 9, '08/21/2025 10:14   FROM: CONEJO PAIN AND FUNCTION CLINIC   PAGE 1 OF 1'],
  [80, 14, 'CONEJO PAIN AND FUNCTION CLINIC'],
  [102, 12, 'Agreement on treatment with opioid medication'],
  [140, 12, 'Patient: Philomena J. Straker          Date: 08/20/2025'],
  [176, 12, 'I take the medication as it is prescribed and share it with nobody.'],
  [198, 12, 'I ask this clinic alone for pain medication, and tell it what other clinics give me.'],
  [220, 12, 'I use one pharmacy.'],
  [242, 12, 'I give a urine specimen when I am asked for one.'],
  [264, 12, 'I know that the medication can make me drowsy and constipated.'],
  [286, 12, 'I know that the clinic looks me up in CURES, and that it can end the treatment'],
  [304, 12, 'when I do not keep this agreement.'],
  [350, 12, "Patient's signature: Philomena Straker          Date: 08/20/2025"],
  [376, 12, "Physician's signature: Ludovic Amadi-Crane, MD          Date: 08/20/2025"],
]));

function fax(lines, dpi = 200) {
  const scale = dpi / 72;
  const canvas = createCanvas(8.5 * dpi, 11 * dpi);
  const g = canvas.getContext('2d');
  g.fillStyle = '#fff';
  g.fillRect(0, 0, canvas.width, canvas.height);
  g.fillStyle = '#000';
  GlobalFonts.registerFromPath(path.join(path.dirname(reader.resolve('pdfjs-dist/package.json')), 'standard_fonts', 'LiberationSans-Regular.ttf'), 'Fax');
  for (const [y, size, text] of lines) {
    g.font = `${size * scale}px Fax`;
    g.fillText(text, 60 * scale, y * scale);
  }
  const sent = degrade(canvas, 41, { skew: 0.5, contrast: 0.6, grain: 12, oneBit: true, specks: 0.0008 });
  const { data, width, height } = sent.getContext('2d').getImageData(0, 0, sent.width, sent.height);
  const stride = Math.ceil(width / 8);
  const bits = Buffer.alloc(stride * height);
  for (let i = 0; i < width * height; i++) if (data[4 * i] > 127) bits[Math.floor(i / width) * stride + ((i % width) >> 3)] |= 0x80 >> (i % width) % 8;
  return scanPdf({ bits, width, height }, dpi);
}
