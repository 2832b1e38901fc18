import { safeStorage } from 'electron';
import type { SecretStore } from '../../store/master-key.ts';

/** The system's secret store (Keychain, DPAPI, libsecret) through Electron; `null` where there is none that protects anything. */
export function systemSecrets(): SecretStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null;
  return {
    seal: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
    open: (sealed) => Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'),
  };
}
