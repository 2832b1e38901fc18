import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type ConnectionOptions, connect, createServer, type TLSSocket } from 'node:tls';
import { AppError } from '../../errors.ts';
import { fingerprintOf, type StationIdentity } from './identity.ts';

/** What is spoken over a connection, agreed in the handshake (ALPN, RFC 7301); another version is another name. */
export const PROTOCOLS = { pairing: 'hpki-desk-pairing/1', link: 'hpki-desk-station/1' } as const;
export type Protocol = keyof typeof PROTOCOLS;

/** A connection to one station, encrypted, with the certificate on the other side known and not one byte exchanged yet. */
export interface SecureChannel {
  readonly socket: TLSSocket;
  readonly protocol: Protocol;
  /** Which side of the connection this desk is. */
  readonly side: 'dialler' | 'listener';
  /** SHA-256 of the other side's certificate. */
  readonly fingerprint: string;
  /** Secret of this very connection that both sides can compute (RFC 8446 section 7.5); 32 bytes. */
  readonly exported: Uint8Array;
}

/** No IANA registration is needed for labels that begin so (RFC 5705 section 4). */
const EXPORTER_LABEL = 'EXPERIMENTAL hpki-desk station';
const EXPORTED_BYTES = 32;
const HANDSHAKE_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;
/** More stations than a venue has; it bounds what strangers can hold open. */
const MOST_CONNECTIONS = 64;

/** Both sides show a certificate; whether it is the right one is decided here by its fingerprint, never by who signed it. */
const tlsOptions = ({ privateKey, certificate }: StationIdentity) =>
  ({
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    cert: new X509Certificate(certificate).toString(),
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    rejectUnauthorized: false,
  }) as const satisfies ConnectionOptions;

function channelOf(socket: TLSSocket, side: SecureChannel['side']): SecureChannel | null {
  const certificate = socket.getPeerX509Certificate();
  const protocol = (Object.keys(PROTOCOLS) as Protocol[]).find((name) => PROTOCOLS[name] === socket.alpnProtocol);
  if (!certificate || !protocol) return null;
  socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
  const exported = socket.exportKeyingMaterial(EXPORTED_BYTES, EXPORTER_LABEL, Buffer.alloc(0));
  return { socket, protocol, side, fingerprint: fingerprintOf(certificate.raw), exported };
}

/** A socket that fails is closed by whoever reads it; the event alone must not end the program. */
const ignore = (): void => {};

export interface Dialling {
  readonly identity: StationIdentity;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Whether the certificate that answers is the one that is wanted. */
  readonly expected: (fingerprint: string) => boolean;
  /** Ends the attempt. */
  readonly signal?: AbortSignal;
}

/**
 * Connects, and looks at the certificate before anything is sent or read.
 * @throws AppError STATION_UNREACHABLE when nobody answers, STATION_UNKNOWN when somebody else does; nothing was sent to them
 */
export async function dial({ identity, host, port, protocol, expected, signal }: Dialling): Promise<SecureChannel> {
  const socket = connect({ ...tlsOptions(identity), host, port, ALPNProtocols: [PROTOCOLS[protocol]], servername: '' });
  socket.on('error', ignore);
  const giveUp = () => socket.destroy(new AppError('STATION_UNREACHABLE', { host, port }));
  const patience = setTimeout(giveUp, HANDSHAKE_MS).unref();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await once(socket, 'secureConnect');
    signal?.throwIfAborted();
    const channel = channelOf(socket, 'dialler');
    if (!channel || !expected(channel.fingerprint)) throw new AppError('STATION_UNKNOWN', { host, port });
    return channel;
  } catch (cause) {
    socket.destroy();
    if (cause instanceof AppError) throw cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new AppError(spokeOtherwise(code) ? 'STATION_UNKNOWN' : 'STATION_UNREACHABLE', { host, port, note: code }, { cause });
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** Somebody answered who speaks no TLS, or not this protocol. */
const spokeOtherwise = (code: string): boolean => code.startsWith('ERR_SSL_') || code === 'EPROTO';

/** What becomes of a connection from this certificate; `null`: it is closed without a byte read or written. */
export type Admission = (fingerprint: string, protocol: Protocol) => ((channel: SecureChannel) => void) | null;

export interface Listener extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
}

/**
 * Takes connections at one address.
 * @throws AppError STATION_UNREACHABLE when the address cannot be listened at
 */
export async function listen(identity: StationIdentity, host: string, port: number, admit: Admission): Promise<Listener> {
  const server = createServer({
    ...tlsOptions(identity),
    requestCert: true,
    ALPNProtocols: Object.values(PROTOCOLS),
    handshakeTimeout: HANDSHAKE_MS,
  });
  server.maxConnections = MOST_CONNECTIONS;
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', ignore);
    const channel = channelOf(socket, 'listener');
    const take = channel && admit(channel.fingerprint, channel.protocol);
    if (channel && take) take(channel);
    else socket.destroy();
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new AppError('STATION_UNREACHABLE', { host, port, note: (cause as NodeJS.ErrnoException).code ?? '' }, { cause });
  }
  server.on('error', ignore);
  return {
    host,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
