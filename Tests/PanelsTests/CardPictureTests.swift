import Canvas
import Ledger
import Testing

@testable import Panels

/// The pictures of ``Shops/small`` as text, wide and narrow.
@Suite struct CardPictureTests {
  let findings = Shops.findings(Shops.small)

  @Test("a card on a wide screen: three columns, the purchases on their days, what to offer")
  func card() throws {
    let shown = try drawn(136, .max)
    #expect(
      shown == """
        anna                                                                                                                    Active · on time

        Worth                                         Rhythm                                        Who
        net to date CHF     550  55% of all           stage       Active  since Jun 2024            account  anna
        purchases             5  in 6 orders          rhythm      on time  0.00 × usual             since    2024-01-10  172 days
        per purchase CHF    110                       usual gap   36 d
        12 mo as usual CHF  815  net                  silent for   0 d  since 30 Jun 2024           Behaviour
        back in 90 d        86%                       expected    2024-08-05  in 36 days            No visits file: name one with customer_id,
        rank                  1  of 5                 before      Silent                            at (and page, sku, seconds, event,
        decile                1  365 days                                                           session_id).
                                                      Notes and promises
        Orders and prices                             ! due 28 Jun 2024, 2 days late · call back
        orders           6                            · Wants a bigger pot
        pieces          20  4.0 a purchase
        largest CHF    200  30 Jun 2024               Bought most
        returns          1  CHF 30, 5.2%              pot  240  × 2
        discounts CHF   20  3.3% of list              tea  230  × 14
        discounted       1  20% of purchases          cup   80  × 4
        full price     89%  most pot

                  200                                                                            ██████████████
        net by month  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆ ██████████████ ▆▆▆▆▆▆▆▆▆▆▆▆▆▆ ██████████████                ██████████████
        purchases         ●──────────────●──────────────●──────────────●───────────────────────────────────────●                ○
        stage         Active───────────────────────────────────────────────────── Silent──────── Active────────
                      Jan 2024       Feb            Mar            Apr            May            Jun            Jul            Aug

        What to offer and what not                             Value                                     Segments
        Active: keep contact, no promotion; the last           score  82.01  grade A                     default11  Champions  R5 F4 M5
        purchase was today.                                    current █████████████▏·  88  median 50    rf10       Champions  R5 F4 M5
        No discount: 89 % of what was bought was at full       future  ████████████▌··  83  median 50    klaviyo6   Champions  R3 F3 M3
        price.                                                 credit  █████████████▋·  91  median 91    cn8        Key value  111
                                                               loyalty █████████▍·····  63  median 50    set-a      Champions  R5 F4 M5
                                                               growth  █████████████▏·  88  median 38    set-b      Potential Loyalist  R5 F4 M5
        """)
  }

  @Test("on 80 columns two stand side by side, and a bar says that there is more")
  func cardNarrow() throws {
    let shown = try drawn(76, 18)
    #expect(
      shown == """
        anna                                                      Active · on time ┃
                                                                                   ┃
        Worth                                  Rhythm                              ┃
        net to date CHF    550  55% of all     stage       Active  since Jun 2024  ┃
        purchases            5  in 6 orders    rhythm      on time  0.00 × usual   ┃
        per purchase CHF   110                 usual gap   36 d                    ┃
        12 mo as usual C…  815  net            silent for   0 d  since 30 Jun 2024 ┃
        back in 90 d       86%                 expected    2024-08-05  in 36 days  │
        rank                 1  of 5           before      Silent                  │
        decile               1  365 days                                           │
                                               Notes and promises                  │
                                               ! due 28 Jun 2024, 2 days late ·    │
                                               call back · Wants a bigger pot      │
                                                                                   │
                                               What to offer and what not          │
                                               Active: keep contact, no promotion; │
                                               the last purchase was today.        │
                                               No discount: 89 % of what was       │
        """)
  }

  @Test("on 40 columns what the customer is worth comes first, in plain letters too")
  func cardInASCII() throws {
    let shown = try drawn(38, 10, .ascii)
    #expect(
      shown == """
        anna                Active - on time #
                                             |
        Worth                                |
        net to date CHF     550  55% of all  |
        purchases             5  in 6 orders |
        per purchase CHF    110              |
        12 mo as usual CHF  815  net         |
        back in 90 d        86%              |
        rank                  1  of 5        |
        decile                1  365 days    |
        """)
  }

  @Test("a card with every side file has room for five orders below it on 140 by 45")
  func fullCard() throws {
    let findings = Shops.findings(CardSidesTests.full)
    for customer in stride(from: 0, to: 300, by: 13) {
      let card = Card(CustomerRecord(findings, customer: customer), notes: [CardNote("Wants a bigger pot")])
      let layout = card.layout(width: 136, height: 33)
      #expect(layout.lines(in: 41, rows: 30) == min(33, layout.height))
      // The last lines of the bars and of the segments may have to be scrolled to, nothing else.
      #expect(layout.height <= 37)
      for (id, rect) in layout.fields where !id.hasPrefix("rfm_") { #expect(rect.maxY <= 33, "\(id)") }
    }
  }

  /// The card of anna, who was promised something, from its first line.
  private func drawn(_ width: Int, _ height: Int, _ glyphs: Glyphs = .unicode) throws -> String {
    let notes = [CardNote("Wants a bigger pot", kind: "call back", due: day("2024-06-28"))]
    let card = try #require(CustomerSheet.make(findings, customer: 0, notes: notes).card)
    let layout = card.layout(width: width, height: height)
    let size = Size(width: width, height: min(height, layout.height))
    var canvas = Canvas(size: size, theme: .plain, glyphs: glyphs)
    layout.draw(on: &canvas, in: canvas.bounds, top: 0, focus: nil)
    return canvas.text
  }

  @Test func order() throws {
    let shown = try picture(OrderSheet.make(findings, order: 2), 78, 6)
    #expect(
      shown == """
        Order                                       Amounts
        number    A3                                gross CHF    100.00
        placed    2024-03-10 00:00                  − discounts    0.00
        customer  anna                              − refunds     30.00
        state     part refunded                     = net         70.00
        lines     1
        """)
  }

  @Test func orderNarrow() throws {
    let shown = try picture(OrderSheet.make(findings, order: 2), 40, 2, .ascii)
    #expect(
      shown == """
        2024-03-10 00:00 - anna - part refunded
        net CHF 70.00 = 100.00 - 0.00 - 30.00
        """)
  }
}
