export const ATTRIBUTE = {
  COMMON_NAME: '2.5.4.3',
  ORGANIZATION: '2.5.4.10',
  SERIAL_NUMBER: '2.5.4.5',
  EMAIL_ADDRESS: '1.2.840.113549.1.9.1',
} as const;

/** Short names of RFC 4514 section 3, then those in general use. */
export const KEYWORDS: Readonly<Record<string, string>> = {
  [ATTRIBUTE.COMMON_NAME]: 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  [ATTRIBUTE.ORGANIZATION]: 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'street',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '2.5.4.4': 'SN',
  [ATTRIBUTE.SERIAL_NUMBER]: 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  [ATTRIBUTE.EMAIL_ADDRESS]: 'emailAddress',
};

/** Object identifiers by short name in lower case. */
export const OID_OF_KEYWORD: ReadonlyMap<string, string> = new Map(Object.entries(KEYWORDS).map(([oid, keyword]) => [keyword.toLowerCase(), oid]));
