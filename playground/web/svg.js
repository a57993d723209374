// The namespace of the elements of a picture.

export const SVG = "http://www.w3.org/2000/svg";
