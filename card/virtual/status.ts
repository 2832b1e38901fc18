/** Status words of the virtual card (ISO 7816-4, as listed in JAHIS 24-002 annex C). */
export const STATUS = {
  done: 0x9000,
  moreData: 0x6100,
  endOfFile: 0x6282,
  pinMismatch: 0x63c0,
  wrongLength: 0x6700,
  channelUnsupported: 0x6881,
  secureMessagingUnsupported: 0x6882,
  lastOfChainExpected: 0x6883,
  chainingUnsupported: 0x6884,
  notThatKindOfFile: 0x6981,
  securityNotSatisfied: 0x6982,
  pinBlocked: 0x6984,
  conditionsNotSatisfied: 0x6985,
  noCurrentFile: 0x6986,
  wrongData: 0x6a80,
  functionUnsupported: 0x6a81,
  fileNotFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  instructionUnsupported: 0x6d00,
  classUnsupported: 0x6e00,
} as const;

/** Ends the processing of a command with a status word and no data. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly statusWord: number;

  constructor(statusWord: number) {
    super(statusWord.toString(16));
    this.statusWord = statusWord;
  }
}
