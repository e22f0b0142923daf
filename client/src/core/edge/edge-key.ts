const databaseName = 'tongke-edge';
const storeName = 'keys';
const keyName = 'frames';

/** The key of what this browser keeps: made once, and never to be had as bytes. Throws what the browser says. */
export async function ownEdgeKey(): Promise<CryptoKey> {
  const database = await answered(opened());
  try {
    const kept: unknown = await answered(database.transaction(storeName).objectStore(storeName).get(keyName));
    if (kept instanceof CryptoKey) return kept;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt', 'decrypt']);
    await answered(database.transaction(storeName, 'readwrite').objectStore(storeName).put(key, keyName));
    return key;
  } finally {
    database.close();
  }
}

function opened(): IDBOpenDBRequest {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return request;
}

const answered = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
