import { type AuditLog, auditLog } from '../../audit/audit-log.ts';
import { defaultDataFolder } from '../../store/data-folder.ts';
import { openStore, type Store } from '../../store/store.ts';
import { type Invocation, text } from './command.ts';

/** The store of `--data` with its audit log, for a command that changes something and needs no more of the program. */
export async function openAuditedStore(invocation: Invocation): Promise<AsyncDisposable & { readonly store: Store; readonly audit: AuditLog }> {
  const store = await openStore({ folder: text(invocation, 'data') ?? defaultDataFolder() });
  const audit = auditLog(store);
  await audit.begin();
  return { store, audit, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}
