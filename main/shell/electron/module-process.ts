import { answerBlock } from '../../../card/pkcs11/process.ts';

/** The process of one PKCS#11 module under Electron, whose program cannot be run as Node: blocks come and go by the port of its parent. */
const { parentPort } = process as unknown as {
  readonly parentPort: { on(event: 'message', listener: (event: { data: Uint8Array }) => void): void; postMessage(block: Uint8Array): void };
};
let turn: Promise<unknown> = Promise.resolve();

parentPort.on('message', ({ data }) => {
  turn = turn.then(async () => parentPort.postMessage(await answerBlock(data)));
});
