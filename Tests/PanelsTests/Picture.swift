import Canvas
import Testing

@testable import Panels

/// A sheet's figure as text, in a rectangle of this size.
func picture(_ sheet: Sheet, _ width: Int, _ height: Int, _ glyphs: Glyphs = .unicode) throws -> String {
  let figure = try #require(sheet.figure)
  var canvas = Canvas(size: Size(width: width, height: height), theme: .plain, glyphs: glyphs)
  figure.draw(&canvas, canvas.bounds, nil)
  return canvas.text
}
