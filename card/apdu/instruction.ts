/**
 * Every instruction byte this program ever sends (ISO/IEC 7816-4 table 4.2 and 7816-8); `send` refuses all others.
 * CHANGE REFERENCE DATA (24, 25) and RESET RETRY COUNTER (2C, 2D) are missing on purpose: they would touch the PIN itself.
 */
export const INSTRUCTION = {
  VERIFY: 0x20,
  MANAGE_SECURITY_ENVIRONMENT: 0x22,
  PERFORM_SECURITY_OPERATION: 0x2a,
  SELECT: 0xa4,
  READ_BINARY: 0xb0,
  GET_RESPONSE: 0xc0,
} as const;

const allowed: ReadonlySet<number> = new Set(Object.values(INSTRUCTION));

/** @throws TypeError for bytes that are no command APDU or whose instruction is not in {@link INSTRUCTION} */
export function assertSendable(command: Uint8Array): void {
  const [, instruction] = command;
  if (command.length < 4 || instruction === undefined) throw new TypeError('a command APDU has at least four bytes');
  if (!allowed.has(instruction)) throw new TypeError(`instruction ${instruction.toString(16).padStart(2, '0')} is never sent`);
}

/** A VERIFY with a body carries a PIN; the empty one only asks for the counter (ISO/IEC 7816-4 clause 7.5.6). */
export function holdsSecret(command: Uint8Array): boolean {
  return command[1] === INSTRUCTION.VERIFY && command.length > 5;
}
