import { draft, SEMINAR, stationIn } from './facts.ts';

/** Receives people at the desk of the given folder until it is killed; one line on standard output, the fact's hash, for each that was promised. */
const { log } = await stationIn(process.argv[2]!, 'alpha');
for (let count = 0; ; count += 1) {
  const nonce = `${process.pid}-${count}`;
  const said = draft({ nonce, seminar: SEMINAR, payload: { registration: `${1 + (count % 7)}`, affiliation: 'x'.repeat(count % 900) } });
  // A tap is often handed in twice at once.
  const [first, second] = await Promise.all([log.append(said), log.append(said)]);
  process.stdout.write(first.hash === second.hash ? `${first.hash}\n` : 'two facts of one nonce\n');
}
