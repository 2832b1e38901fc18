import { describe, expect, it } from 'vitest';
import { measureName } from '../../../renderer/reception/face.tsx';

describe('the room that a name needs', () => {
  it.each([
    ['神楽坂　三十四', 'かぐらざか　さんじゅうし', { width: 6.35, lines: 1 }],
    ['林　一', 'はやし　はじめ', { width: 4, lines: 1 }],
    ['勅使河原　龍之介信長', 'てしがわら　りゅうのすけのぶなが', { width: 5, lines: 2 }],
    ['Ryutaro Watanabe', '', { width: 4.8, lines: 2 }],
    ['Konstantinopolskaya', '', { width: 11.4, lines: 1 }],
    ['', '', { width: 4, lines: 1 }],
  ])('%s', (name, kana, room) => {
    const { width, lines } = measureName(name, kana);
    expect({ width: Math.round(width * 100) / 100, lines }).toEqual(room);
  });
});
