/** The process of one PKCS#11 module under Node: blocks come and go by the socket that its parent gave as descriptor 3; it ends with its parent. */
import { Socket } from 'node:net';
import { answerBlock } from './process.ts';
import { blocks } from './messages.ts';

const socket = new Socket({ fd: 3 });
for await (const block of blocks(socket)) socket.write(await answerBlock(block));
process.exit(0);
