/// The container of Office before 2007: old workbooks, and new ones with a password. Neither can be read.
enum CompoundFile {
  /// Why a file of this kind cannot be read, and the way out.
  static func refusal(_ file: TextTable) -> IngestError {
    if contains("EncryptedPackage", file.bytes) {
      return IngestError(
        kind: .unreadable, file: file.label, what: "this workbook is protected with a password",
        wayOut: "Open it in a spreadsheet program, remove the password and save it again.")
    }
    return IngestError(
      kind: .notATable, file: file.label, what: "this is an old Excel workbook (.xls), a spreadsheet from before 2007",
      wayOut: ContentKind.saveAs)
  }

  /// Whether the directory of the container, which is UTF-16, names a stream; it is anywhere in the first megabytes.
  private static func contains(_ stream: String, _ bytes: SourceBytes) -> Bool {
    let wanted: [UInt8] = stream.utf8.reduce(into: []) { $0 += [$1, 0] }
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      let window = bytes.window(at: offset, limit: step, in: buffer)
      guard window.count >= wanted.count else { return false }
      for at in 0...(window.count - wanted.count) where window[at] == wanted[0] && window[at + 2] == wanted[2] {
        if window[at..<at + wanted.count].elementsEqual(wanted) { return true }
      }
      offset += window.count - wanted.count + 1
    }
  }
}
