import Glibc
import Ledger
import Panels

/// Writes the rows of a view, as shown, to a CSV file.
enum Export {
  /// Writes to a file that does not exist yet, readable by its owner only; a file that cannot be finished is removed.
  static func write(_ view: View, to path: String, currency: Currency) -> Result<String, ExportError> {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return .failure(ExportError(text: "\(path) exists already; choose another name.")) }
      return .failure(ExportError(text: "\(path) cannot be written: \(String(cString: strerror(errno)))."))
    }
    var failed: Int32 = 0
    let rows = view.rows
    CSVOutput.write(view.sheet, rows: rows, currency: currency) { chunk in
      guard failed == 0 else { return }
      failed = Export.writeAll(Array(chunk.utf8), to: descriptor)
    }
    close(descriptor)
    guard failed == 0 else {
      unlink(path)
      return .failure(ExportError(text: "\(path) cannot be written: \(String(cString: strerror(failed)))."))
    }
    let count = Digits.grouped(view.count)
    return .success("\(count) \(view.count == 1 ? "row" : "rows") written to \(path).")
  }

  /// Writes all bytes.
  ///
  /// - Returns: 0, or the error number.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += written
    }
    return 0
  }
}
