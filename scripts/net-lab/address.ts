/** A host and a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `127.0.0.1:4000`, or `4000` on this machine. @throws {RangeError} when it is neither */
export function parseAddress(value: string): Address {
  const { host = '127.0.0.1', port = '' } = /^(?:(?<host>[\w.-]+):)?(?<port>\d{1,5})$/.exec(value)?.groups ?? {};
  const number = Number(port);
  if (port === '' || number > 65_535) throw new RangeError(`${value} is no address: host:port is needed`);
  return { host, port: number };
}
