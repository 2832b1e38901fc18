/** Numbers of PKCS#11 v2.20 (the version that JAHIS 24-002 clause 5.2 names) that this program uses. */
export const CKU = { user: 1, contextSpecific: 2 } as const;
export const CKO = { certificate: 1, privateKey: 3 } as const;
export const CKM_RSA_PKCS = 0x0000_0001;
export const CKF_SERIAL_SESSION = 0x0000_0004;

export const CKA = { class: 0x000, label: 0x003, value: 0x011, id: 0x102, alwaysAuthenticate: 0x202 } as const;

/** Flags of CK_TOKEN_INFO. */
export const CKF_TOKEN = {
  loginRequired: 0x0000_0004,
  protectedAuthenticationPath: 0x0000_0100,
  userPinCountLow: 0x0001_0000,
  userPinFinalTry: 0x0002_0000,
  userPinLocked: 0x0004_0000,
} as const;

/** Return values by name; what is not listed is told by its number. */
export const CKR = {
  OK: 0x000,
  CANCEL: 0x001,
  SLOT_ID_INVALID: 0x003,
  ATTRIBUTE_TYPE_INVALID: 0x012,
  DEVICE_ERROR: 0x030,
  DEVICE_REMOVED: 0x032,
  FUNCTION_CANCELED: 0x050,
  PIN_INCORRECT: 0x0a0,
  PIN_INVALID: 0x0a1,
  PIN_LEN_RANGE: 0x0a2,
  PIN_EXPIRED: 0x0a3,
  PIN_LOCKED: 0x0a4,
  SESSION_CLOSED: 0x0b0,
  SESSION_HANDLE_INVALID: 0x0b3,
  TOKEN_NOT_PRESENT: 0x0e0,
  TOKEN_NOT_RECOGNIZED: 0x0e1,
  USER_ALREADY_LOGGED_IN: 0x100,
  USER_NOT_LOGGED_IN: 0x101,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(CKR).map(([name, code]) => [code, `CKR_${name}`]));

/** A return value as people look it up, for example `CKR_PIN_INCORRECT`. */
export const nameOfResult = (code: number): string => NAMES.get(code) ?? `CKR 0x${code.toString(16).padStart(3, '0')}`;

/** What a function of a module answered other than CKR_OK. */
export class CryptokiFailure extends Error {
  override readonly name = 'CryptokiFailure';
  readonly call: string;
  readonly code: number;

  constructor(call: string, code: number) {
    super(`${call}: ${nameOfResult(code)}`);
    this.call = call;
    this.code = code;
  }
}
