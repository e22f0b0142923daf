import { Device, detectDevice, type types } from 'mediasoup-client';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import { Firefox120 } from 'mediasoup-client/handlers/Firefox120';
import { Safari12 } from 'mediasoup-client/handlers/Safari12';

/** The browsers whose abilities are asked once; any other is asked at each building. */
const factories: Partial<Record<types.BuiltinHandlerName, () => types.HandlerFactory>> = {
  Chrome111: () => Chrome111.createFactory({}),
  Firefox120: () => Firefox120.createFactory({}),
  Safari12: () => Safari12.createFactory({}),
};

let asked: types.HandlerFactory | null | undefined;

/**
 * What this browser can send and receive, for building a session: learning it takes two peer connections, which the join
 * click and each return after an outage need not wait for.
 */
export async function askBrowser(): Promise<void> {
  const factory = askedFactory();
  await Promise.all([
    factory?.getNativeRtpCapabilities({ direction: 'recvonly' }),
    factory?.getNativeRtpCapabilities({ direction: 'sendonly' }),
  ]);
}

/**
 * A device that knows the server's codecs.
 * @throws {Error} mediasoup-client's `UnsupportedError` where the browser has no WebRTC
 */
export async function browserDevice(routerRtpCapabilities: types.RtpCapabilities): Promise<Device> {
  const handlerFactory = askedFactory();
  const device = new Device(handlerFactory ? { handlerFactory } : {});
  await device.load({ routerRtpCapabilities, preferLocalCodecsOrder: false });
  return device;
}

function askedFactory(): types.HandlerFactory | null {
  if (asked !== undefined) return asked;
  const name = detectDevice();
  const factory = name && factories[name]?.();
  asked = factory ? { ...factory, getNativeRtpCapabilities: once(factory.getNativeRtpCapabilities) } : null;
  return asked;
}

/** An answer is kept for each direction; a failure is not. */
function once(ask: types.HandlerFactory['getNativeRtpCapabilities']): types.HandlerFactory['getNativeRtpCapabilities'] {
  const answers = new Map<string, ReturnType<typeof ask>>();
  return (options) => {
    const known = answers.get(options.direction);
    if (known) return known;
    const answer = ask(options);
    answers.set(options.direction, answer);
    answer.catch(() => answers.delete(options.direction));
    return answer;
  };
}
