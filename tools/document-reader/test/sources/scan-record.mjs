/** What stands on the scanned fixtures. */
export const scanRecord = {
  title: 'PROGRESS REPORT',
  head: [
    ['Patient', 'Beatriz Okonjo', 'Date of Visit', '02/12/2026'],
    ['Claim Number', 'WC-731204', 'Date of Injury', '11/03/2025'],
  ],
  sections: [
    { heading: 'HISTORY', text: 'The patient is a 47-year-old cook who slipped on a wet floor and fell on the outstretched left hand. The pain of the left wrist was rated 5 out of 10 and was worse with gripping. She has had six sessions of physical therapy with partial relief.' },
    { heading: 'PLAN', text: 'Ultrasound of the left wrist is requested. Modified duty with no lifting over 15 pounds until the next visit on 03/12/2026.' },
  ],
};
