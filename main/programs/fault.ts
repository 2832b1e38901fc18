/** Why a call of another program is refused: status and, in English, what its maker has to know. Told over the interface and described in it. */
export const PROGRAM_FAULTS = {
  HOST_WRONG: [421, 'The Host header is not the address and port of the interface.'],
  ORIGIN_NOT_PAIRED: [403, 'This web origin is not paired, and pairing is not open.'],
  SITE_REFUSED: [403, 'A browser sent this for another site without saying for which.'],
  PATH_UNKNOWN: [404, 'There is nothing at this address.'],
  METHOD_WRONG: [405, 'This address does not take this method.'],
  TYPE_WRONG: [415, 'The body must be application/json.'],
  TOO_LARGE: [413, 'The body is larger than this address takes.'],
  BODY_WRONG: [400, 'The body or a parameter is not as the description says.'],
  TOO_MANY_CALLS: [429, 'Too many calls; wait a minute.'],
  TOKEN_WRONG: [401, 'The token is not known, or belongs to another origin.'],
  PERMISSION_MISSING: [403, 'The person has not given this permission.'],
  PAIRING_CLOSED: [403, 'A person has to open pairing in the settings first.'],
  PAIRING_BUSY: [409, 'Another program is being paired.'],
  PAIRING_UNKNOWN: [404, 'This pairing has ended, or never was.'],
  PAIRING_UNDECIDED: [409, 'The person has not allowed the pairing yet.'],
  PAIRING_CODE_WRONG: [403, 'The code is wrong; after three wrong ones the pairing ends.'],
  TOO_MANY_REQUESTS_OPEN: [409, 'Too many requests wait for the person.'],
  ANSWERS_UNREAD: [429, 'Earlier answers to this program were not read yet; it reads them, then asks again.'],
  CALLER_UNKNOWN: [404, 'No caller of this id is paired from this origin.'],
  REQUEST_UNKNOWN: [404, 'There is no such request of this program, or its answer is no longer kept.'],
  REQUEST_BEING_SIGNED: [409, 'The document is being signed; the answer comes.'],
  DOCUMENT_REFUSED: [422, 'The document cannot be signed; `failure` says why.'],
  LOGIN_NEEDS_ORIGIN: [403, 'Only a web page in a browser can ask for a login, for its own origin and over HTTPS or loopback.'],
  INTERNAL_FAULT: [500, 'The program failed.'],
} as const satisfies Readonly<Record<string, readonly [status: number, meaning: string]>>;

export type ProgramFaultCode = keyof typeof PROGRAM_FAULTS;
export const PROGRAM_FAULT_CODES = Object.keys(PROGRAM_FAULTS) as ProgramFaultCode[];

/** Refuses a call of another program. */
export class ProgramFault extends Error {
  override readonly name = 'ProgramFault';
  readonly code: ProgramFaultCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ProgramFaultCode, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }

  get status(): number {
    return PROGRAM_FAULTS[this.code][0];
  }

  get body() {
    return { error: { code: this.code, message: PROGRAM_FAULTS[this.code][1], ...this.detail } };
  }
}
