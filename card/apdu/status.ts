/**
 * Status words that decide something here, on either side (ISO/IEC 7816-4 tables 5 and 6; JAHIS 24-002 annex C).
 * MORE_DATA and TRIES_LEFT carry a number in their last bits.
 */
export const STATUS = {
  OK: 0x9000,
  MORE_DATA: 0x6100,
  END_OF_FILE: 0x6282,
  DF_BLOCKED: 0x6283,
  NO_INFORMATION: 0x6300,
  TRIES_LEFT: 0x63c0,
  WRONG_LENGTH: 0x6700,
  CHANNEL_NOT_SUPPORTED: 0x6881,
  SECURE_MESSAGING_NOT_SUPPORTED: 0x6882,
  LAST_OF_CHAIN_EXPECTED: 0x6883,
  CHAINING_NOT_SUPPORTED: 0x6884,
  INCOMPATIBLE_FILE_STRUCTURE: 0x6981,
  SECURITY_STATUS_NOT_SATISFIED: 0x6982,
  AUTHENTICATION_METHOD_BLOCKED: 0x6983,
  REFERENCE_DATA_BLOCKED: 0x6984,
  CONDITIONS_NOT_SATISFIED: 0x6985,
  NO_CURRENT_FILE: 0x6986,
  WRONG_DATA: 0x6a80,
  FUNCTION_NOT_SUPPORTED: 0x6a81,
  FILE_NOT_FOUND: 0x6a82,
  WRONG_P1_P2: 0x6a86,
  REFERENCE_NOT_FOUND: 0x6a88,
  WRONG_OFFSET: 0x6b00,
  INSTRUCTION_NOT_SUPPORTED: 0x6d00,
  CLASS_NOT_SUPPORTED: 0x6e00,
} as const;

/** The number in `63Cx`, `null` for any other status word. */
export function triesLeftIn(status: number): number | null {
  return (status & 0xfff0) === STATUS.TRIES_LEFT ? status & 0xf : null;
}

const meanings: ReadonlyMap<number, string> = new Map([
  [0x9000, 'normal processing'],
  [0x6281, 'part of the returned data may be corrupted'],
  [0x6282, 'end of file reached before Le bytes'],
  [0x6283, 'selected file deactivated'],
  [0x6300, 'verification failed, no further information'],
  [0x6400, 'execution error'],
  [0x6581, 'memory failure'],
  [0x6700, 'wrong length'],
  [0x6881, 'logical channel not supported'],
  [0x6882, 'secure messaging not supported'],
  [0x6883, 'last command of the chain expected'],
  [0x6884, 'command chaining not supported'],
  [0x6981, 'command incompatible with file structure'],
  [0x6982, 'security status not satisfied'],
  [0x6983, 'authentication method blocked'],
  [0x6984, 'reference data not usable'],
  [0x6985, 'conditions of use not satisfied'],
  [0x6986, 'no current EF'],
  [0x6a80, 'incorrect parameters in the data field'],
  [0x6a81, 'function not supported'],
  [0x6a82, 'file or application not found'],
  [0x6a83, 'record not found'],
  [0x6a84, 'not enough memory in the file'],
  [0x6a85, 'Lc inconsistent with TLV structure'],
  [0x6a86, 'incorrect P1-P2'],
  [0x6a87, 'Lc inconsistent with P1-P2'],
  [0x6a88, 'referenced data or key not found'],
  [0x6b00, 'offset outside the file'],
  [0x6d00, 'instruction not supported'],
  [0x6e00, 'class not supported'],
  [0x6f00, 'no precise diagnosis'],
]);

const families: ReadonlyMap<number, (sw2: number) => string> = new Map<number, (sw2: number) => string>([
  [0x61, (sw2) => `${sw2 || 256} bytes more are available`],
  [0x62, () => 'warning, memory unchanged'],
  [0x63, (sw2) => (sw2 >> 4 === 0xc ? `verification failed, ${sw2 & 0xf} tries left` : 'warning, memory changed')],
  [0x64, () => 'execution error, memory unchanged'],
  [0x65, () => 'execution error, memory changed'],
  [0x66, () => 'security issue'],
  [0x67, () => 'wrong length'],
  [0x68, () => 'function of the class byte not supported'],
  [0x69, () => 'command not allowed'],
  [0x6a, () => 'wrong parameters'],
  [0x6b, () => 'wrong parameters'],
  [0x6c, (sw2) => `wrong Le, ${sw2 || 256} bytes are available`],
  [0x6d, () => 'instruction not supported'],
  [0x6e, () => 'class not supported'],
  [0x6f, () => 'no precise diagnosis'],
]);

/** English words for logs and support, for any of the 65536 status words. */
export function describeStatus(status: number): string {
  return meanings.get(status) ?? families.get(status >> 8)?.(status & 0xff) ?? 'not a status word of ISO/IEC 7816-4';
}
