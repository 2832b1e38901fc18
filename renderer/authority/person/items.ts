/** Papers that can come with an application, as the checklists of the procedures name them. */
export const ITEMS = [
  'application-form',
  'photo',
  'licence-copy',
  'licence-copy-back',
  'resident-record',
  'identity-copy',
  'card-copy',
  'card-enclosed',
  'name-change-document',
  'loss-report',
  'death-notice',
  'authority-notice',
  'consent',
  'power-of-attorney',
] as const;
