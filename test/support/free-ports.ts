import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

const ATTEMPTS = 100;

async function listening(port: number): Promise<Server | null> {
  const server = createServer();
  const outcome = Promise.race([once(server, 'listening').then(() => server), once(server, 'error').then(() => null)]);
  server.listen(port);
  return outcome;
}

/** The first of `count` neighbouring TCP ports that nobody uses now. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = (await listening(0)) as Server;
    const { port } = first.address() as AddressInfo;
    const others = await Promise.all(Array.from({ length: count - 1 }, (_, index) => listening(port + index + 1)));
    for (const server of [first, ...others]) server?.close();
    if (others.every((server) => server !== null)) return port;
  }
  throw new Error(`no ${count} neighbouring ports are free`);
}
