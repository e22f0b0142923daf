/** What is used of js-aruco2 2.0, which ships no types. */
declare module 'js-aruco2' {
  export interface Point {
    x: number;
    y: number;
  }
  /** One byte a pixel. */
  export interface GreyImage {
    width: number;
    height: number;
    data: ArrayLike<number> & { [index: number]: number };
  }
  export interface Marker {
    id: number;
    /** Clockwise, from the marker's own upper left corner. */
    corners: Point[];
    hammingDistance: number;
  }
  export class Dictionary {
    constructor(name: string);
    /** Bits of each code, as text of 0 and 1, row by row. */
    codes: Record<string, { id: number }>;
    tau: number;
  }
  export class Detector {
    constructor(options: { dictionaryName: string; maxHammingDistance?: number });
    clockwiseCorners(candidates: Point[][]): Point[][];
    findMarkers(image: GreyImage, candidates: Point[][], warpSizePx: number): Marker[];
    /** What was warped and made black and white last. */
    homography: GreyImage;
  }
  const aruco: { AR: { Detector: typeof Detector; Dictionary: typeof Dictionary } };
  export default aruco;
}

declare module 'js-aruco2/src/cv.js' {
  import type { GreyImage, Point } from 'js-aruco2';
  /** Closed; `hole`: around a hole in what is white. */
  export type Contour = Point[] & { hole: boolean };
  const cv: {
    CV: {
      adaptiveThreshold(from: GreyImage, to: GreyImage, kernelSize: number, threshold: number): GreyImage;
      findContours(image: GreyImage, scratch: ArrayLike<number>): Contour[];
      approxPolyDP(contour: Point[], epsilon: number): Point[];
      isContourConvex(polygon: Point[]): boolean;
      minEdgeLength(polygon: Point[]): number;
      perimeter(polygon: Point[]): number;
      warp(from: GreyImage, to: GreyImage, corners: Point[], warpSizePx: number): GreyImage;
    };
  };
  export default cv;
}

declare module 'js-aruco2/src/dictionaries/aruco_mip_25h7.js';
