import type { Settings } from '../../api/schema/application.ts';
import { AppError } from '../../errors.ts';
import { networkClient, offlineClient } from '../../network/client.ts';
import { openRevocation, type Revocation } from '../../revocation/revocation.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../settings/settings.ts';
import type { DataFolder } from '../../store/data-folder.ts';
import { loadMasterKey } from '../../store/master-key.ts';
import { openTablesForReading } from '../../store/store.ts';

/** The settings of a desk, beside the process that has it open; the defaults where there is none. */
export async function settingsOf(folder: DataFolder): Promise<Settings> {
  try {
    await using tables = await openTablesForReading(folder);
    // Sealed by a secret store that a command does not have, the password of the proxy stays where it is.
    const masterKey = await loadMasterKey(folder.masterKey, null, true).catch(() => null);
    return await readSettings(tables, masterKey?.key ?? null);
  } catch (error) {
    if (error instanceof AppError && error.code === 'FILE_NOT_FOUND') return DEFAULT_SETTINGS;
    throw error;
  }
}

export interface RevocationOptions {
  /** Stay off the network, whatever the settings say. */
  readonly offline?: boolean;
  /** Hosts that may be asked beside those of the settings. */
  readonly hosts?: readonly string[];
  readonly strict?: boolean;
  /** Ends what is being fetched. */
  readonly signal?: AbortSignal;
}

/** Revocation data of a desk for one command, with the policy that counts. */
export async function revocationOf(
  folder: DataFolder,
  { offline = false, hosts = [], strict = false, signal }: RevocationOptions = {},
): Promise<Revocation & { readonly policy: Settings['revocationPolicy'] }> {
  const stored = await settingsOf(folder);
  const network = { ...stored.network, allowedHosts: [...stored.network.allowedHosts, ...hosts] };
  const revocationPolicy = strict ? 'issued-after' : stored.revocationPolicy;
  const settings = { network, revocationPolicy };
  const client = offline ? offlineClient : networkClient(() => network);
  const revocation = openRevocation({ folder: folder.revocationCache, settings: () => settings, client, now: () => new Date() });
  signal?.addEventListener('abort', () => void revocation[Symbol.asyncDispose](), { once: true });
  return { ...revocation, policy: revocationPolicy };
}
