/** The door for benchmarks: reading cards, and rooms to read them in. */
export { CardReader } from './card-reader.ts';
export { renderRoom } from './testing/render-room.ts';
export { type Score, score, testRooms } from './testing/rooms.ts';
