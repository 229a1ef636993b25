// Invented records: people, places and findings are made up; the same seed gives the same page.
import { randomOf } from './random.mjs';

const first = ['Darlene', 'Marcus', 'Imelda', 'Tobias', 'Renata', 'Howard', 'Corwin', 'Philippa', 'Anselm', 'Beatriz', 'Lionel', 'Yvette'];
const last = ['Whitcombe', 'Pellegrino', 'Farrow', 'Aldaya', 'Okonjo', 'Brandtner', 'Castellane', 'Dunmore', 'Ferreira', 'Lindqvist', 'Marchetti', 'Novak'];
const parts = ['lumbar spine', 'cervical spine', 'right shoulder', 'left knee', 'left wrist', 'right hip', 'thoracic spine', 'right ankle'];
const signs = ['tenderness to palpation', 'reduced range of motion', 'mild swelling', 'a positive impingement sign', 'weakness of grip', 'spasm of the paraspinal muscles', 'decreased sensation in the first three digits', 'an antalgic gait'];
const care = ['six sessions of physical therapy', 'a home exercise program', 'ibuprofen 600 mg three times a day', 'cyclobenzaprine 7.5 mg at night', 'a corticosteroid injection', 'acupuncture twice weekly', 'a lumbar support', 'gabapentin 300 mg'];
const studies = ['MRI without contrast', 'plain radiographs', 'electromyography and nerve conduction studies', 'a CT scan', 'ultrasound'];
const reasons = ['conservative care has not failed', 'no red flag is described', 'the examination does not support it', 'the earlier study is less than six months old', 'function did not improve after the first course'];
const work = ['modified duty with no lifting over 15 pounds', 'full duty', 'temporary total disability until the next visit', 'sedentary work for four hours a day'];

function date(r) {
  return `${String(1 + r.below(12)).padStart(2, '0')}/${String(1 + r.below(28)).padStart(2, '0')}/${2016 + r.below(10)}`;
}

const sentences = [
  (r) => `The patient is a ${25 + r.below(40)}-year-old ${r.of(['warehouse worker', 'nurse', 'carpenter', 'driver', 'cook', 'teacher'])} who was injured on ${date(r)} while ${r.of(['lifting a crate', 'climbing a ladder', 'moving a patient', 'stepping off a loading dock', 'reaching overhead'])}.`,
  (r) => `On ${date(r)} the pain of the ${r.of(parts)} was rated ${2 + r.below(8)} out of 10 and was described as ${r.of(['dull', 'sharp', 'burning', 'constant', 'throbbing'])}.`,
  (r) => `Examination of the ${r.of(parts)} showed ${r.of(signs)} and ${r.of(signs)}.`,
  (r) => `Flexion was ${30 + 5 * r.below(20)} degrees and extension was ${5 + 5 * r.below(8)} degrees.`,
  (r) => `Treatment to date has included ${r.of(care)} and ${r.of(care)}, with ${r.of(['little', 'partial', 'good', 'short-lived'])} relief.`,
  (r) => `The provider requested ${r.of(studies)} of the ${r.of(parts)} to plan further care.`,
  (r) => `Work status: ${r.of(work)}.`,
  (r) => `Utilization review denied the request on ${date(r)} because ${r.of(reasons)}.`,
  (r) => `${r.of(['Sleep', 'Mood', 'Appetite', 'Concentration'])} has been affected since the accident, and the patient ${r.of(['does not smoke', 'lives with family', 'drives short distances', 'uses a cane outdoors'])}.`,
  (r) => `Motor strength was ${3 + r.below(3)}/5 in the affected limb; reflexes were ${1 + r.below(2)}+ and symmetric.`,
  (r) => `A follow-up visit was arranged for ${date(r)} with Dr. ${r.of(last)}.`,
  (r) => `Straight leg raising was ${r.of(['negative', 'positive at 40 degrees', 'limited by pain'])} on the ${r.of(['left', 'right'])} side.`,
];

export function paragraph(r, count) {
  return Array.from({ length: count }, () => r.of(sentences)(r)).join(' ');
}

/** One record: labelled head lines, then paragraphs. */
export function inventRecord(seed) {
  const r = randomOf(seed);
  const head = [
    ['Patient', `${r.of(first)} ${r.of(last)}`, 'Date of Visit', date(r)],
    ['Claim Number', `WC-${100000 + r.below(899999)}`, 'Date of Injury', date(r)],
    ['Employer', `${r.of(['Harbor', 'Cedar', 'Summit', 'Valley', 'Lakeside'])} ${r.of(['Logistics', 'Foods', 'Builders', 'Clinics', 'Mills'])}`, 'Provider', `${r.of(first)} ${r.of(last)}, MD`],
  ];
  const title = r.of(['PROGRESS REPORT', 'INITIAL ORTHOPEDIC EVALUATION', 'PHYSICAL THERAPY NOTE', 'REQUEST FOR AUTHORIZATION', 'UTILIZATION REVIEW DETERMINATION']);
  const headings = ['HISTORY', 'EXAMINATION', 'TREATMENT', 'ASSESSMENT AND PLAN'];
  return { title, head, sections: headings.map((heading) => ({ heading, text: paragraph(r, 3 + r.below(3)) })) };
}
