import type { ProgramApi } from './api/api.ts';

/** What a shell gives so that other programs can call: serves the interface on a port of 127.0.0.1 until it is disposed of. */
export type OpenProgramDoor = (api: ProgramApi, port: number) => Promise<AsyncDisposable>;
