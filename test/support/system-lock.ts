import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

/**
 * Lets one process of this machine at a time past: the holder listens on an abstract socket, the others stay connected until it goes away.
 * Released by disposal or by the end of the process.
 */
export async function holdSystemLock(name: string): Promise<AsyncDisposable> {
  const path = `\0${name}`;
  for (;;) {
    const server = await listen(path);
    if (server) return release(server);
    const holder = connect(path);
    await Promise.race([once(holder, 'close'), once(holder, 'error')]).catch(() => {});
    holder.destroy();
  }
}

function listen(path: string): Promise<{ server: Server; close: () => void } | null> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<{ destroy(): void }>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => {}).on('close', () => waiting.delete(socket));
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(path, () => {
      server.unref();
      resolve({
        server,
        close: () => {
          for (const socket of waiting) socket.destroy();
        },
      });
    });
  });
}

function release({ server, close }: { server: Server; close: () => void }): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      close();
      await closed;
    },
  };
}
