import type { TLSSocket } from 'node:tls';
import type * as z from 'zod';
import { AppError } from '../../errors.ts';
import { frameOf, readFrames } from './frames.ts';
import type { StationIdentity } from './identity.ts';
import type { Invitation } from './invitation.ts';
import { joinMessage, pairedMessage } from './messages.ts';
import { PIN_BYTES, type PairingCode } from './pairing-code.ts';
import { pairingProof, sameProof } from './proofs.ts';
import { dial, type SecureChannel } from './secure-channel.ts';

/** What a side says of itself while pairing. */
export interface Introduction {
  readonly name: string;
  /** Where it listens. */
  readonly port: number | null;
}

const PATIENCE_MS = 10_000;

/** The first frame of the other side; `null` when there is none, when it is another one, or when it takes too long. */
async function firstMessage<T>(socket: TLSSocket, schema: z.ZodType<T>): Promise<T | null> {
  const patience = setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
  try {
    const { value } = await readFrames(socket.iterator({ destroyOnReturn: false })).next();
    return schema.safeParse(value).data ?? null;
  } catch {
    return null;
  } finally {
    clearTimeout(patience);
  }
}

export interface Joined {
  readonly fingerprint: string;
  readonly name: string;
  /** Seminars that the invitation is for. */
  readonly seminars: readonly string[];
}

/** The pin of a certificate as codes carry it. */
export const pinOf = (fingerprint: string): Buffer => Buffer.from(fingerprint, 'hex').subarray(0, PIN_BYTES);

/**
 * Pairs this station with the one that shows a code. Nothing is sent before the other certificate was found to be the one of the code.
 * @throws AppError STATION_UNREACHABLE, STATION_UNKNOWN when another station answers, STATION_CODE_WRONG when the code is not accepted
 */
export async function joinBy(code: PairingCode, identity: StationIdentity, own: Introduction): Promise<Joined> {
  const expected = (fingerprint: string) => pinOf(fingerprint).equals(code.pin);
  const channel = await dial({ identity, host: code.host, port: code.port, protocol: 'pairing', expected });
  const { socket, fingerprint } = channel;
  try {
    const proof = pairingProof(code.secret, channel, identity, 'dialler');
    socket.write(frameOf({ type: 'join', ...own, proof } satisfies z.infer<typeof joinMessage>));
    const answer = await firstMessage(socket, pairedMessage);
    if (!answer) throw new AppError('STATION_CODE_WRONG');
    if (!sameProof(answer.proof, pairingProof(code.secret, channel, identity, 'listener')))
      throw new AppError('STATION_UNKNOWN', { host: code.host });
    return { fingerprint, name: answer.name, seminars: answer.seminars };
  } finally {
    socket.destroy();
  }
}

/**
 * Hears a station that wants to join, on a connection for which `invitation.begin` gave the turn. `keep` writes the pairing down; only then is it answered.
 * @returns whether it was paired
 */
export async function hearJoining(
  channel: SecureChannel,
  invitation: Invitation,
  identity: StationIdentity,
  answer: { readonly name: string; readonly seminars: readonly string[] },
  keep: (joining: Introduction & { readonly fingerprint: string }) => Promise<void>,
): Promise<boolean> {
  const { socket, fingerprint } = channel;
  const right = pairingProof(invitation.secret, channel, identity, 'dialler');
  const message = await firstMessage(socket, joinMessage);
  if (!invitation.settle(message?.proof ?? null, right) || !message) {
    socket.destroy();
    return false;
  }
  await keep({ fingerprint, name: message.name, port: message.port }).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
  const proof = pairingProof(invitation.secret, channel, identity, 'listener');
  socket.end(frameOf({ type: 'paired', ...answer, seminars: [...answer.seminars], proof } satisfies z.infer<typeof pairedMessage>));
  return true;
}
