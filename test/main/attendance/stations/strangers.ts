import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { frameOf, readFrames } from '../../../../main/attendance/stations/frames.ts';
import { openStationIdentity, type StationIdentity } from '../../../../main/attendance/stations/identity.ts';
import { joinBy } from '../../../../main/attendance/stations/pairing.ts';
import { readPairingCode } from '../../../../main/attendance/stations/pairing-code.ts';
import { dial, type Protocol, type SecureChannel } from '../../../../main/attendance/stations/secure-channel.ts';
import { openStore } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import type { VenueDesk } from './venue.ts';

/** A key and certificate that no desk uses. */
export async function identity(): Promise<StationIdentity> {
  await using store = await openStore({ folder: await temporaryFolder() });
  return await openStationIdentity(store, 'Stranger');
}

/** A connection to a desk over which anything can be sent. */
export function connection(desk: VenueDesk, own: StationIdentity, protocol: Protocol): Promise<SecureChannel> {
  const { host, port } = desk.stations.view.listening!;
  return dial({ identity: own, host, port, protocol, expected: () => true });
}

/** What a connection brings until it ends. */
export async function everything({ socket }: SecureChannel): Promise<unknown[]> {
  const values: unknown[] = [];
  try {
    for await (const value of readFrames(socket)) values.push(value);
  } catch {
    // Cut off.
  }
  return values;
}

export const say = ({ socket }: SecureChannel, ...messages: readonly unknown[]): void => {
  for (const message of messages) socket.write(frameOf(message));
};

/** Makes a stranger one of the paired stations of a desk. */
export async function knownTo(desk: VenueDesk, name = 'Rogue'): Promise<StationIdentity> {
  const own = await identity();
  const { code } = await desk.stations.invite({ host: '127.0.0.1' });
  await joinBy(readPairingCode(code), own, { name, port: null });
  return own;
}

/** A cable to a port of this computer: everything goes through it until it is cut. */
export interface Cable extends AsyncDisposable {
  readonly port: number;
  /** Breaks every connection; new ones are refused until it is mended. */
  cut(): void;
  /** Lets connections through again. @returns fulfilled when it is cut, which happens by itself once so many bytes more have gone through */
  mend(bytes?: number): Promise<void>;
}

export async function cable(to: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let broken = Promise.withResolvers<void>();
  const cut = () => {
    left = 0;
    for (const socket of sockets) socket.resetAndDestroy();
    broken.resolve();
  };
  const carry = (from: Socket, into: Socket) => {
    sockets.add(from);
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      into.destroy();
    });
    from.on('data', (chunk) => {
      left -= chunk.length;
      if (left > 0) into.write(chunk);
      else cut();
    });
  };
  const server = createServer((socket) => {
    if (left <= 0) return void socket.resetAndDestroy();
    const other = connect(to, '127.0.0.1');
    carry(socket, other);
    carry(other, socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: (bytes = Number.POSITIVE_INFINITY) => {
      left = bytes;
      broken = Promise.withResolvers();
      return broken.promise;
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
