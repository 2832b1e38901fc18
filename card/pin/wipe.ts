/** Overwrites secret bytes; a buffer that is already wiped or absent is fine. */
export function wipe(secret: Uint8Array | null | undefined): void {
  secret?.fill(0);
}
