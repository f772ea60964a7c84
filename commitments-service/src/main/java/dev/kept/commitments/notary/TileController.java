package dev.kept.commitments.notary;

import dev.kept.commitments.web.Ledgers;
import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Nothing;
import dev.kept.http.Problem;
import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TilePath;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A ledger as a log of C2SP tlog-tiles: what any program reads that knows the format and has a member's access token. */
@RestController
@Tag(name = "Proofs")
class TileController {

    private static final String LOG = "/api/ledgers/{ledger}/log";
    private static final String INDEX =
            "As tlog-tiles writes it: three digits; from 1,000 on in groups, each a segment of the path of its own"
                    + " (`x001/234`); a partial one with `.p/` and its width.";
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final Ledgers ledgers;
    private final CosignedHeads heads;
    private final LedgerTiles tiles;

    TileController(Ledgers ledgers, CosignedHeads heads, LedgerTiles tiles) {
        this.ledgers = ledgers;
        this.heads = heads;
        this.tiles = tiles;
    }

    @GetMapping(LOG + "/checkpoint")
    @Operation(
            operationId = "getLogCheckpoint",
            summary = "The ledger's newest signed tree head, where tlog-tiles expects it",
            description = "The same as `getTreeHead` gives without a size.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    ResponseEntity<byte[]> checkpoint(@PathVariable UUID ledger, Asked<Nothing> asked) {
        requireMember(ledger, asked);
        SignedTreeHead head = heads.head(ledger, null);
        return ResponseEntity.ok()
                .contentType(TEXT)
                .eTag(ETags.of(head.head().size() - 1))
                .body(head.note().toBytes());
    }

    @GetMapping(LOG + "/tile/{level}/{index}")
    @Operation(
            operationId = "getTile",
            summary = "A tile: up to 256 hashes of the ledger's tree",
            description = "A full tile never changes and may be kept for ever.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> tile(
            @PathVariable UUID ledger,
            @Parameter(description = "0 for the hashes of entries, up to 7.") @PathVariable String level,
            @Parameter(description = INDEX) @PathVariable String index,
            Asked<Nothing> asked) {
        requireMember(ledger, asked);
        Tile tile = tile(level, index);
        return answer(tile, tiles.tile(ledger, tile));
    }

    @Hidden
    @GetMapping(LOG + "/tile/{level}/{index}/{*more}")
    ResponseEntity<byte[]> tileFurtherOn(
            @PathVariable UUID ledger,
            @PathVariable String level,
            @PathVariable String index,
            @PathVariable String more,
            Asked<Nothing> asked) {
        return tile(ledger, level, index + more, asked);
    }

    @GetMapping(LOG + "/tile/entries/{index}")
    @Operation(
            operationId = "getEntryBundle",
            summary = "An entry bundle: up to 256 statements, byte for byte",
            description =
                    "Each with its length before it, in two bytes. A full bundle never changes and may be kept for"
                            + " ever; no text of anybody stands in it.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> bundle(
            @PathVariable UUID ledger,
            @Parameter(description = INDEX) @PathVariable String index,
            Asked<Nothing> asked) {
        requireMember(ledger, asked);
        Tile tile = tile("0", index);
        return answer(tile, tiles.bundle(ledger, tile));
    }

    @Hidden
    @GetMapping(LOG + "/tile/entries/{index}/{*more}")
    ResponseEntity<byte[]> bundleFurtherOn(
            @PathVariable UUID ledger, @PathVariable String index, @PathVariable String more, Asked<Nothing> asked) {
        return bundle(ledger, index + more, asked);
    }

    private static Tile tile(String level, String index) {
        try {
            return Tile.parse("tile/" + level + "/" + index);
        } catch (Malformed e) {
            throw Problem.notFound();
        }
    }

    private static ResponseEntity<byte[]> answer(Tile tile, byte[] content) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM);
        return (tile.width() == TilePath.FULL ? answer.cacheControl(FOR_EVER) : answer).body(content);
    }

    private void requireMember(UUID ledger, Asked<?> asked) {
        ledgers.roles(ledger, asked.caller().member(), Set.of());
    }
}
