import { describe, expect, it } from 'vitest';
import { readTyped } from '../../../renderer/reception/typed.ts';

describe('what was typed', () => {
  it.each([
    ['123456', { kind: 'number', registration: '123456' }],
    ['１２３４５６', { kind: 'number', registration: '123456' }],
    ['第123456号', { kind: 'number', registration: '123456' }],
    ['第 00123 号', { kind: 'number', registration: '123' }],
    ['1,234', { kind: 'number', registration: '1234' }],
    ['12345678', { kind: 'code', text: '12345678' }],
    ['0', { kind: 'name', text: '0' }],
    ['HD1.123456789ABCDEFG', { kind: 'code', text: 'HD1.123456789ABCDEFG' }],
    ['ＨＤ１．１２３４５６７８', { kind: 'code', text: 'HD1.12345678' }],
    ['kagurazaka', { kind: 'name', text: 'kagurazaka' }],
    ['かぐら', { kind: 'name', text: 'かぐら' }],
    ['ｶｸﾞﾗｻﾞｶ', { kind: 'name', text: 'カグラザカ' }],
    ['髙橋　﨑子', { kind: 'name', text: '髙橋 﨑子' }],
    ['', { kind: 'nothing' }],
    ['　', { kind: 'nothing' }],
  ])('%j', (text, read) => expect(readTyped(text)).toEqual(read));
});
