import Canvas
import Testing

@testable import Dashboard

@Suite("What lies over the screen")
struct OverlaySizeTests {
  @Test("is drawn at every size of the window, also while the size changes under it")
  func sizes() {
    let session = SmallShop.opened()
    let sizes = [(140, 45), (80, 24), (40, 12), (20, 6), (12, 4), (13, 30), (200, 5), (3, 2), (80, 24)]
    func resize() {
      for (width, height) in sizes {
        session.handle(.resize(Size(width: width, height: height)))
        let text = session.text
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == height)
      }
    }
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    for keys in ["f", "C", "d", "v", "i", "?", ":", "e"] {
      session.type(keys)
      resize()
      session.type("Esc")
      #expect(session.state.overlay == nil, "\(keys)")
    }
    session.type("f")
    session.handle(.paste("stage = sleepin and 广东 = net"))
    session.waitUntilIdle()
    resize()
    session.type("Esc /")
    session.handle(.paste("person"))
    session.waitUntilIdle()
    resize()
    // A card, with the cursor in each of its fields in turn.
    session.type("Enter Tab")
    for _ in 0..<12 {
      resize()
      session.type("Down")
    }
    session.type("Esc")
  }
}
