import Canvas
import Ledger

/// The columns of the file under the cursor, and what each was taken for: those that are read, then those that are not.
struct FilesFigure: Drawing {
  let files: [FilesTable.Row]

  /// Columns of the screen that a pair of header and field takes.
  private static let pair = 38

  /// Lines for the widest file where three pairs stand side by side.
  static func ideal(_ report: ImportReport) -> Int {
    let most = FilesTable.rows(report).map { $0.columns.count { !$0.field.isEmpty } }.max() ?? 0
    return max(3, min(14, (most + 2) / 3 + 2))
  }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard files.indices.contains(row ?? 0) else {
      canvas.write("No file was read.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let file = files[row ?? 0]
    var rest = rect
    let title = rest.takeTop(1)
    canvas.write("\(file.kind): its columns", .header, x: title.x, y: title.y, maxWidth: title.width)
    let unused = file.columns.filter { $0.field.isEmpty && !$0.column.isEmpty }.map(\.column)
    if !unused.isEmpty, rest.height >= 2 {
      let line = rest.takeBottom(1)
      canvas.write(
        "not read: " + unused.joined(separator: ", "), .textMuted, x: line.x, y: line.y, maxWidth: line.width)
    }
    let used = file.columns.filter { !$0.field.isEmpty }
    let across = max(1, rect.width / FilesFigure.pair)
    let lines = max(1, rest.height)
    let isCut = used.count > across * lines
    for (place, column) in used.prefix(across * lines).enumerated() {
      let x = rest.x + place / lines * FilesFigure.pair
      let y = rest.y + place % lines
      if isCut, place == across * lines - 1 {
        canvas.write("\(used.count - place) more", .textMuted, x: x, y: y, maxWidth: FilesFigure.pair - 2)
        break
      }
      let name = DisplayWidth.fit(canvas.glyphs.plain(column.column), 18, ellipsis: canvas.glyphs.ellipsis)
      canvas.write("\(name) \(canvas.glyphs.arrow) ", .textMuted, x: x, y: y, maxWidth: 22)
      canvas.write(column.field, x: x + 21, y: y, maxWidth: FilesFigure.pair - 23)
    }
  }
}
