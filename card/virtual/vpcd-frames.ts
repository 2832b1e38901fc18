const LENGTH = 2;

/** The framing of vpcd: each message after its length in two bytes, most significant first. */
export class VpcdFrames {
  #pending: Buffer = Buffer.alloc(0);

  /** Length and body in one piece, so that they leave in one segment. */
  static encode(body: Uint8Array): Buffer {
    const frame = Buffer.alloc(LENGTH + body.length);
    frame.writeUInt16BE(body.length);
    frame.set(body, LENGTH);
    return frame;
  }

  /** Takes received bytes and returns the messages that are now complete. */
  push(chunk: Uint8Array): readonly Buffer[] {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const messages: Buffer[] = [];
    while (this.#pending.length >= LENGTH && this.#pending.length >= LENGTH + this.#pending.readUInt16BE()) {
      const end = LENGTH + this.#pending.readUInt16BE();
      messages.push(this.#pending.subarray(LENGTH, end));
      this.#pending = this.#pending.subarray(end);
    }
    return messages;
  }
}
