import { safeStorage } from 'electron';

/** The system's secret store (Keychain, DPAPI, libsecret) through Electron; `null` where the system has none that protects anything. */
export function systemSecrets(): { seal(secret: Uint8Array): Uint8Array; open(sealed: Uint8Array): Uint8Array } | null {
  const unprotected = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (!safeStorage.isEncryptionAvailable() || unprotected) return null;
  return {
    seal: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
    open: (sealed) => Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'),
  };
}
