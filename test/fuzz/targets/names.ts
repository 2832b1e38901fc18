/** In the order in which they are fuzzed; known without loading what they test. */
export const TARGET_NAMES = [
  'der',
  'certificate',
  'crl',
  'ocsp',
  'time-stamp',
  'pem',
  'xml-tree',
  'cades',
  'xades',
  'prescription-xml',
  'prescription-csv',
  'pdf-reader',
  'pades',
  'document',
  'tlv',
  'card-directory',
  'card-dialogue',
  'pin-line',
  'status-list',
  'people-list',
] as const;

export type TargetName = (typeof TARGET_NAMES)[number];

export const isTargetName = (name: string): name is TargetName => TARGET_NAMES.some((known) => known === name);
