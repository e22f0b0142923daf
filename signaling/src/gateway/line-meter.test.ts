import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { LineMeter } from './line-meter.ts';

/** A line whose answers come when the test says so. */
function line() {
  const connection = new EventEmitter();
  let now = 0;
  const meter = new LineMeter(connection, () => now);
  const trip = (ms: number) => {
    connection.emit('packetCreate', { type: 'ping' });
    now += ms;
    connection.emit('packet', { type: 'pong' });
    now += 5_000;
  };
  return { connection, meter, trip };
}

test('nothing is known before the first heartbeat was answered', () => {
  const { connection, meter } = line();
  expect(meter.roundTripMs).toBe(0);
  connection.emit('packet', { type: 'pong' });
  connection.emit('packet', { type: 'message' });
  expect(meter.roundTripMs).toBe(0);
});

test('the least of the latest eight counts', () => {
  const { meter, trip } = line();
  for (const ms of [300, 80, 900, 120]) trip(ms);
  expect(meter.roundTripMs).toBe(80);
  for (let count = 0; count < 8; count += 1) trip(150 + count);
  expect(meter.roundTripMs).toBe(150);
});

test('answers that nobody asked for do not make a line look shorter', () => {
  const { connection, meter, trip } = line();
  trip(200);
  connection.emit('packet', { type: 'pong' });
  connection.emit('packet', { type: 'pong' });
  expect(meter.roundTripMs).toBe(200);
});
