/** Instructions whose data are a PIN or may carry one: VERIFY, CHANGE and RESET of reference data, ENVELOPE, each with its odd sibling. */
const SECRET_INSTRUCTIONS: ReadonlySet<number> = new Set([0x20, 0x21, 0x24, 0x25, 0x2c, 0x2d, 0xc2, 0xc3]);

const HEADER = 4;

/** A command as it may be written down. */
export interface TraceableCommand {
  /** Hexadecimal; the header alone when `secret`. */
  readonly command: string;
  readonly secret?: true;
}

/** Keeps nothing but the header, not even the length, of a command that its sender marks as secret or whose instruction takes a PIN. */
export function traceable(command: Uint8Array, markedSecret = false): TraceableCommand {
  const isSecret = command.length > HEADER && (markedSecret || SECRET_INSTRUCTIONS.has(command[1] as number));
  const shown = isSecret ? command.subarray(0, HEADER) : command;
  return { command: Buffer.from(shown).toString('hex'), ...(isSecret ? { secret: true } : {}) };
}
