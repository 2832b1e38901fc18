import { CKF_SERIAL_SESSION, CKR, CryptokiFailure } from './cryptoki.ts';

/** Names of slots, sessions and objects. */
export type Handle = number | bigint;

/** One attribute to look for, or to match. */
export interface Attribute {
  readonly type: number;
  readonly value: Uint8Array;
}

export interface NativeTokenInfo {
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly flags: number;
  /** Lengths of a PIN in bytes. */
  readonly minPin: number;
  readonly maxPin: number;
}

/**
 * Members of CK_FUNCTION_LIST in their order (PKCS#11 v2.20 clause 11.4), to the last one that is called here.
 */
const FUNCTIONS = [
  ...['C_Initialize', 'C_Finalize', 'C_GetInfo', 'C_GetFunctionList', 'C_GetSlotList', 'C_GetSlotInfo', 'C_GetTokenInfo', 'C_GetMechanismList'],
  ...['C_GetMechanismInfo', 'C_InitToken', 'C_InitPIN', 'C_SetPIN', 'C_OpenSession', 'C_CloseSession', 'C_CloseAllSessions', 'C_GetSessionInfo'],
  ...['C_GetOperationState', 'C_SetOperationState', 'C_Login', 'C_Logout', 'C_CreateObject', 'C_CopyObject', 'C_DestroyObject', 'C_GetObjectSize'],
  ...['C_GetAttributeValue', 'C_SetAttributeValue', 'C_FindObjectsInit', 'C_FindObjects', 'C_FindObjectsFinal', 'C_EncryptInit', 'C_Encrypt'],
  ...['C_EncryptUpdate', 'C_EncryptFinal', 'C_DecryptInit', 'C_Decrypt', 'C_DecryptUpdate', 'C_DecryptFinal', 'C_DigestInit', 'C_Digest'],
  ...['C_DigestUpdate', 'C_DigestKey', 'C_DigestFinal', 'C_SignInit', 'C_Sign'],
] as const;

/** Objects that are asked for at once; a card holds four certificates. */
const OBJECTS = 64;
const ABSENT = 0xffff_ffff;

/** Text fields of PKCS#11 are filled up with blanks, by some modules with zeros. */
const text = (bytes: Buffer) => bytes.toString('utf8').replace(/[\0 ]+$/, '');

export type CryptokiModule = Awaited<ReturnType<typeof loadModule>>;

/**
 * A PKCS#11 module as calls that throw `CryptokiFailure`. They block, for which reason this runs in a process of its own; no function that
 * changes a PIN or writes to a token is declared. CK_ULONG is a C long, and Windows packs the structures (PKCS#11 v2.20 clauses 6.1 and 9.1).
 * @throws when the file is no library, or none that offers C_GetFunctionList
 */
export async function loadModule(path: string, platform: NodeJS.Platform = process.platform) {
  const { default: koffi } = await import('koffi');
  const struct = platform === 'win32' ? koffi.pack : koffi.struct;
  const ulong = 'ulong';
  const bytes = (length: number) => koffi.array('uint8', length, 'Buffer');
  const pointers = Object.fromEntries(FUNCTIONS.map((name) => [name, 'void *']));
  const functionList = struct({ version: bytes(2), ...pointers });
  const info = struct({ version: bytes(2), manufacturer: bytes(32), flags: ulong, description: bytes(32), libraryVersion: bytes(2) });
  const tokenInfo = struct({
    ...{ label: bytes(32), manufacturer: bytes(32), model: bytes(16), serial: bytes(16), flags: ulong },
    ...{ maxSessions: ulong, sessions: ulong, maxRwSessions: ulong, rwSessions: ulong, maxPin: ulong, minPin: ulong },
    ...{ totalPublic: ulong, freePublic: ulong, totalPrivate: ulong, freePrivate: ulong },
    ...{ hardware: bytes(2), firmware: bytes(2), time: bytes(16) },
  });
  const attribute = struct({ type: ulong, pValue: 'void *', ulValueLen: ulong });
  const mechanism = struct({ mechanism: ulong, pParameter: 'void *', ulParameterLen: ulong });
  type TypeSpec = Parameters<typeof koffi.sizeof>[0];
  const pointer = (type: TypeSpec) => koffi.pointer(type);
  const out = (type: TypeSpec) => koffi.out(pointer(type));
  const inout = (type: TypeSpec) => koffi.inout(pointer(type));

  const library = koffi.load(path);
  const list: [unknown] = [null];
  const got = Number(library.func('C_GetFunctionList', ulong, [out('void *')])(list));
  if (got !== CKR.OK) throw new CryptokiFailure('C_GetFunctionList', got);
  const table = koffi.decode(list[0], functionList) as Record<string, unknown>;

  const declare = (name: (typeof FUNCTIONS)[number], ...parameters: TypeSpec[]) => {
    const call = koffi.decode(table[name], koffi.proto(ulong, parameters)) as (...values: unknown[]) => number | bigint;
    return (...values: unknown[]): void => {
      const code = Number(call(...values));
      if (code !== CKR.OK) throw new CryptokiFailure(name, code);
    };
  };
  const call = {
    initialize: declare('C_Initialize', 'void *'),
    finalize: declare('C_Finalize', 'void *'),
    getInfo: declare('C_GetInfo', out(info)),
    getSlotList: declare('C_GetSlotList', 'uint8', 'void *', inout(ulong)),
    getTokenInfo: declare('C_GetTokenInfo', ulong, out(tokenInfo)),
    openSession: declare('C_OpenSession', ulong, ulong, 'void *', 'void *', out(ulong)),
    closeSession: declare('C_CloseSession', ulong),
    login: declare('C_Login', ulong, ulong, 'void *', ulong),
    logout: declare('C_Logout', ulong),
    findObjectsInit: declare('C_FindObjectsInit', ulong, inout(attribute), ulong),
    findObjects: declare('C_FindObjects', ulong, 'void *', ulong, out(ulong)),
    findObjectsFinal: declare('C_FindObjectsFinal', ulong),
    getAttributeValue: declare('C_GetAttributeValue', ulong, ulong, inout(attribute), ulong),
    signInit: declare('C_SignInit', ulong, pointer(mechanism), ulong),
    sign: declare('C_Sign', ulong, 'void *', ulong, 'void *', inout(ulong)),
  };
  const ulongBytes = koffi.sizeof(ulong);
  const handles = (buffer: Buffer, count: number): Handle[] =>
    Array.from({ length: count }, (_, index) => (ulongBytes === 8 ? buffer.readBigUInt64LE(index * 8) : buffer.readUInt32LE(index * 4)));

  return {
    /** A number as the value of an attribute. */
    ulong(value: number): Uint8Array {
      const buffer = Buffer.alloc(ulongBytes);
      buffer.writeUInt32LE(value);
      return buffer;
    },
    initialize(): void {
      try {
        call.initialize(null);
      } catch (error) {
        if (!(error instanceof CryptokiFailure) || error.code !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw error;
      }
    },
    finalize: () => call.finalize(null),
    /** What the module calls itself. */
    description(): string {
      const found: [{ description: Buffer }] = [{ description: Buffer.alloc(0) }];
      call.getInfo(found);
      return text(found[0].description);
    },
    /** Slots with a token. */
    slots(): Handle[] {
      const count: [number | bigint] = [0];
      call.getSlotList(1, null, count);
      if (Number(count[0]) === 0) return [];
      const buffer = Buffer.alloc(Number(count[0]) * ulongBytes);
      call.getSlotList(1, buffer, count);
      return handles(buffer, Number(count[0]));
    },
    tokenInfo(slot: Handle): NativeTokenInfo {
      const found: [Record<'label' | 'manufacturer' | 'model' | 'serial', Buffer> & Record<'flags' | 'minPin' | 'maxPin', number>] = [{} as never];
      call.getTokenInfo(slot, found);
      const { label, manufacturer, model, serial, flags, minPin, maxPin } = found[0];
      return {
        ...{ label: text(label), manufacturer: text(manufacturer), model: text(model), serial: text(serial) },
        ...{ flags: Number(flags), minPin: Number(minPin), maxPin: Number(maxPin) },
      };
    },
    openSession(slot: Handle): Handle {
      const session: [Handle] = [0];
      call.openSession(slot, CKF_SERIAL_SESSION, null, null, session);
      return session[0];
    },
    closeSession: (session: Handle) => call.closeSession(session),
    /** The PIN's bytes are handed over in place; `null` where the token has a way of its own to ask (protected authentication path). */
    login: (session: Handle, user: number, pin: Uint8Array | null) => call.login(session, user, pin, pin?.length ?? 0),
    logout: (session: Handle) => call.logout(session),
    find(session: Handle, wanted: readonly Attribute[]): Handle[] {
      const template = wanted.map(({ type, value }) => ({ type, pValue: value, ulValueLen: value.length }));
      call.findObjectsInit(session, template, template.length);
      try {
        const buffer = Buffer.alloc(OBJECTS * ulongBytes);
        const count: [number | bigint] = [0];
        call.findObjects(session, buffer, OBJECTS, count);
        return handles(buffer, Number(count[0]));
      } finally {
        call.findObjectsFinal(session);
      }
    },
    /** The value of one attribute; `null` where the object has none. */
    attribute(session: Handle, object: Handle, type: number): Uint8Array | null {
      const length = [{ type, pValue: null as Uint8Array | null, ulValueLen: 0 as number | bigint }];
      try {
        call.getAttributeValue(session, object, length, 1);
        const size = Number(length[0]!.ulValueLen);
        if (size >= ABSENT) return null;
        const value = Buffer.alloc(size);
        call.getAttributeValue(session, object, [{ type, pValue: value, ulValueLen: size }], 1);
        return new Uint8Array(value);
      } catch (error) {
        if (error instanceof CryptokiFailure && error.code === CKR.ATTRIBUTE_TYPE_INVALID) return null;
        throw error;
      }
    },
    signInit: (session: Handle, mechanismType: number, key: Handle) =>
      call.signInit(session, { mechanism: mechanismType, pParameter: null, ulParameterLen: 0 }, key),
    sign(session: Handle, data: Uint8Array, room: number): Uint8Array {
      const signature = Buffer.alloc(room);
      const length: [number | bigint] = [room];
      call.sign(session, data, data.length, signature, length);
      return new Uint8Array(signature.subarray(0, Number(length[0])));
    },
  };
}
