import type { Writable } from 'node:stream';
import type { ExitStatus } from './command.ts';

/** Work of the system that nobody can call off, the search for a host's address above all, may go on so long after the answer was given. */
const GRACE_MS = 300;

/** What a stream was given is with the system. */
const flushed = (stream: Writable): Promise<void> => new Promise((done) => stream.write('', () => done()));

/** Ends the process with a status once its answer is written, whatever the system still works on for it. */
export async function endProcess(status: ExitStatus): Promise<void> {
  process.exitCode = status;
  await Promise.all([process.stdout, process.stderr].map(flushed));
  setTimeout(() => endAtOnce(status), GRACE_MS).unref();
}

/**
 * `process.exit` waits for the threads of the system's work. Where the process can be replaced as a whole (POSIX) nothing waits: a shell that only
 * tells the status takes its place.
 */
function endAtOnce(status: ExitStatus): void {
  if (process.platform === 'win32' || !process.execve) process.exit(status);
  process.execve('/bin/sh', ['sh', '-c', `exit ${status}`]);
}
